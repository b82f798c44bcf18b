import { isUuid } from '../../lib/run/is-uuid.ts'
import { isoTime } from '../../lib/run/iso-time.ts'
import { parseTime } from '../../lib/run/parse-time.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import type { BackfillOptions } from './options.ts'

/** How far back a backfill goes, days: Hatchet keeps runs for 30 by default, and each day is a call at least. */
const MAX_DAYS = 400

/**
 * Reads the options of the command.
 *
 * @param values - as they were given
 * @param now - ms since 1970
 * @throws UsageError that says what is wrong
 */
export const readOptions = (
  values: {
    readonly since?: string | undefined
    readonly until?: string | undefined
    readonly tenant?: string | undefined
    readonly 'dry-run': boolean
  },
  now: number,
): BackfillOptions => {
  if (values.since === undefined) throw new UsageError('--since is missing: from when on is to be told?')
  const since = readTime('since', values.since)
  const until = values.until === undefined ? now : readTime('until', values.until)
  if (since < now - MAX_DAYS * 86_400_000) throw new UsageError(`--since must be at most ${MAX_DAYS} days ago`)
  if (until > now) throw new UsageError(`--until must not be in the future: it is ${isoTime(now)}`)
  if (since >= until) throw new UsageError(`--since must be before ${values.until === undefined ? 'now' : '--until'}`)
  const { tenant } = values
  if (tenant !== undefined && !isUuid(tenant)) throw new UsageError(`--tenant must be a UUID, not ${tenant}`)
  return { since, until, tenantId: tenant?.toLowerCase(), isDryRun: values['dry-run'] }
}

const readTime = (name: string, text: string): number => {
  const time = parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (typeof time === 'number') return time
  throw new UsageError(
    `--${name} must be a date or a time with its offset, 2026-11-01 or 2026-11-01T09:30:00Z, not ${text}`,
  )
}
