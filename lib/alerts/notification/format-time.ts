const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/**
 * A time for people: `11:18:44 UTC on 22 Nov 2026`.
 *
 * @param near - a time that is told beside it: on the same day this one goes without its date
 */
export const formatTime = (epochMs: number, near?: number): string => {
  const date = new Date(epochMs)
  if (Number.isNaN(date.getTime())) return 'an unknown time'
  const clock = `${date.toISOString().slice(-13, -5)} UTC`
  const day = dayOf(date)
  return near !== undefined && dayOf(new Date(near)) === day ? clock : `${clock} on ${day}`
}

const dayOf = (date: Date): string => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
