/** Options of the commands that run the framework; it knows them by the same names. */
export const FRAMEWORK_OPTIONS = {
  stage: { type: 'string', short: 's' },
  region: { type: 'string', short: 'r' },
  param: { type: 'string', multiple: true },
  'aws-profile': { type: 'string' },
  verbose: { type: 'boolean' },
} as const

/** Those of {@link FRAMEWORK_OPTIONS} that were given. */
export interface FrameworkValues {
  readonly stage?: string | undefined
  readonly region?: string | undefined
  readonly param?: readonly string[] | undefined
  readonly 'aws-profile'?: string | undefined
  readonly verbose?: boolean | undefined
}
