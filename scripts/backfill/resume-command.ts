/** The command as it was given. */
export interface GivenOptions {
  readonly until?: string | undefined
  readonly tenant?: string | undefined
  readonly stage?: string | undefined
  readonly region?: string | undefined
  readonly 'dry-run': boolean
}

/** The command that goes on where another stopped. */
export const resumeCommand = (given: GivenOptions, since: string, tenantId = given.tenant): string => {
  const values = { since, until: given.until, tenant: tenantId, stage: given.stage, region: given.region }
  const options = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : `--${name} ${value}`))
  return ['npm run backfill --', ...options, ...(given['dry-run'] ? ['--dry-run'] : [])].join(' ')
}
