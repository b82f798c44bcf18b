import { MAX_NEGATIVE_SPAN_MS } from '../limits.ts'

/**
 * Milliseconds from one time to another, or null where there is no such span.
 *
 * Hatchet stores start and end out of order by up to 110 ms on good runs: a little below zero is zero.
 */
export const spanMs = (from: number | null, to: number | null): number | null => {
  if (from === null || to === null) return null
  const span = to - from
  return span < -MAX_NEGATIVE_SPAN_MS ? null : Math.max(span, 0)
}
