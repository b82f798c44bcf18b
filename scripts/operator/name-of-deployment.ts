import type { DeploymentOptions } from './deployment.ts'
import { regionOf } from './region-of.ts'

/** What a command works on, for people: `stage prod in eu-central-1`. */
export const nameOfDeployment = ({ stage, region }: DeploymentOptions): string =>
  stage === undefined || stage === 'local' ? 'the local cloud' : `stage ${stage} in ${regionOf(region)}`
