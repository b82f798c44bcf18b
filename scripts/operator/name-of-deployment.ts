import type { DeploymentOptions } from './deployment.ts'

/** As serverless.yml deploys it where nothing else is said. */
const DEFAULT_REGION = 'eu-central-1'

/** What a command works on, for people: `stage prod in eu-central-1`. */
export const nameOfDeployment = ({ stage, region }: DeploymentOptions): string =>
  stage === undefined || stage === 'local'
    ? 'the local cloud'
    : `stage ${stage} in ${region ?? process.env['AWS_REGION'] ?? DEFAULT_REGION}`
