import { parseTime } from '../../lib/run/parse-time.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'

/** What is to last longer belongs into alerts.config.ts, where others see it. */
const MAX_DAYS = 90

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/**
 * Reads the end of a silence: a time with an offset, or how long from now.
 *
 * @param now - ms since 1970
 * @returns ms since 1970
 * @throws UsageError if it is neither, or past, or far away
 */
export const parseUntil = (text: string, now: number): number => {
  const [, count, unit] = /^(\d{1,4})(m|h|d)$/.exec(text) ?? []
  const until = count === undefined ? parseTime(text) : now + Number(count) * UNITS[unit as keyof typeof UNITS]
  if (typeof until !== 'number') {
    throw new UsageError(
      `--until must be a time with an offset, like 2026-12-01T06:00:00Z, or how long: 90m, 8h, 2d; not ${text}`,
    )
  }
  if (until <= now) throw new UsageError(`--until ${text} is past: a silence ends in the future`)
  if (until - now > MAX_DAYS * UNITS.d) {
    throw new UsageError(`--until ${text} is more than ${MAX_DAYS} days away: silence that in alerts.config.ts`)
  }
  return until
}
