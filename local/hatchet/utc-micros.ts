import { parseTime } from '../../lib/run/parse-time.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

/**
 * A time in UTC with six digits of fraction, as Hatchet's database keeps it: such texts sort as their times do.
 *
 * @param text - RFC 3339, or a day, `2026-11-22`; what is below a microsecond is cut off
 * @returns undefined where the text is no time
 */
export const utcMicros = (text: string): string | undefined => {
  const time = DAY.test(text) ? `${text}T00:00:00Z` : text
  if (parseTime(time) === undefined) return undefined
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? []
  const seconds = new Date(time.toUpperCase()).toISOString().slice(0, 19)
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`
}
