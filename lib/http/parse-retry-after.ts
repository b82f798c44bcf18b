import { parseHttpDate } from './parse-http-date.ts'

/**
 * Reads a Retry-After header: seconds, or an HTTP date (RFC 9110 §10.2.3).
 *
 * @param nowMs - the sender's clock, ms since 1970
 * @returns milliseconds to wait; 0 where the header is missing, past or neither of the two
 */
export const parseRetryAfter = (header: string | undefined, nowMs: number): number => {
  if (header !== undefined && /^\d+$/.test(header)) return Number(header) * 1_000
  return Math.max(0, (parseHttpDate(header) ?? nowMs) - nowMs)
}
