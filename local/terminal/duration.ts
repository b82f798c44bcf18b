/** Milliseconds as a person writes them: `17 ms`, `2.7 s`, `5 min 33 s`; `–` where there is none. */
export const duration = (ms: number | null): string => {
  if (ms === null) return '–'
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  return minutes < 60
    ? `${minutes} min ${Math.floor((ms % 60_000) / 1_000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
