import { isoTime } from '../../lib/run/iso-time.ts'

/** A day of the past, or a part of one. Both ends are RFC 3339, and included. */
export interface Day {
  readonly since: string
  readonly until: string
}

const DAY_MS = 86_400_000

/**
 * The days of UTC between two times, the first and the last perhaps in part, oldest first. Together they hold every
 * microsecond once.
 *
 * @param since - ms since 1970, included
 * @param until - ms since 1970, not included
 */
export const daysBetween = (since: number, until: number): readonly Day[] => {
  const days: Day[] = []
  for (let from = since; from < until; ) {
    const to = Math.min(until, (Math.floor(from / DAY_MS) + 1) * DAY_MS)
    days.push({ since: isoTime(from), until: isoTime(to - 1).replace('Z', '999Z') })
    from = to
  }
  return days
}
