const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * Reads a date of an HTTP header (RFC 9110 §5.6.7, its one form that is still sent).
 *
 * @returns milliseconds since 1970; undefined for anything else
 */
export const parseHttpDate = (text: string | undefined): number | undefined => {
  const epochMs = text !== undefined && HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(epochMs) ? undefined : epochMs
}
