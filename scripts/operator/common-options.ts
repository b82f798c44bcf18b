import type { DeploymentOptions } from './deployment.ts'

/** What every command can be told. */
export interface CommonOptions extends DeploymentOptions {
  /** Whether to answer as JSON. */
  readonly json?: boolean
}
