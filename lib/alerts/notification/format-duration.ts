/** A length of time for people: `57 ms`, `1.2 s`, `2 min 5 s`, `1 h 3 min`, `2 days 3 h`. */
export const formatDuration = (durationMs: number): string => {
  const ms = Math.max(0, Math.round(durationMs))
  if (ms < 1_000) return `${ms} ms`
  if (ms < 9_950) return `${Number((ms / 1_000).toFixed(1))} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return inTwo(seconds, 60, 'min', 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return inTwo(minutes, 60, 'h', 'min')
  const hours = Math.round(minutes / 60)
  return inTwo(hours, 24, hours < 48 ? 'day' : 'days', 'h')
}

const inTwo = (count: number, size: number, large: string, small: string): string => {
  const rest = count % size
  return `${Math.floor(count / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`
}
