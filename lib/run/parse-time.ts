const RFC3339 =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i

/** First instant that is a time: all of year 1 and before is how Hatchet, written in Go, says "not set". */
const YEAR_2_MS = Date.parse('0002-01-01T00:00:00Z')

/** Last instant that ISO 8601 writes with four digits of year. */
const YEAR_9999_MS = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * Reads an RFC 3339 time with an offset.
 *
 * @param text - up to 9 fraction digits; what is below a millisecond is cut off
 * @returns milliseconds since 1970; null for Hatchet's "not set"; undefined where the text is no time,
 *   impossible dates (Feb 30, hour 24) included
 */
export const parseTime = (text: string): number | null | undefined => {
  const match = RFC3339.exec(text)
  if (match === null) return undefined
  const [, year, month, day] = match
  if (Number(day) > daysInMonth(Number(year), Number(month))) return undefined
  const epochMs = Date.parse(text.toUpperCase())
  if (epochMs > YEAR_9999_MS) return undefined
  return epochMs < YEAR_2_MS ? null : epochMs
}

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
