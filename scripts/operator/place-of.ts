import { UsageError } from '../../local/terminal/usage-error.ts'
import { checkRegion } from './check-region.ts'
import type { DeploymentOptions } from './deployment.ts'
import { regionOf } from './region-of.ts'

/**
 * Where a deployment is, by what a command was told; null for the local cloud.
 *
 * @throws UsageError for what is no stage and no region
 */
export const placeOf = ({ stage, region }: DeploymentOptions): { stage: string; region: string } | null => {
  if (stage === undefined || stage === 'local') {
    if (region !== undefined) throw new UsageError('--region goes with --stage, the name of a deployment')
    return null
  }
  if (!/^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(stage))
    throw new UsageError(`--stage must be a name like prod, not ${stage}`)
  const where = regionOf(region)
  checkRegion(where)
  return { stage, region: where }
}
