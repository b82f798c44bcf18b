import { HATCHET_BACKOFF_BASE_MS, HATCHET_BACKOFF_CAP_MS } from '../limits.ts'

/**
 * How long to wait after a failed attempt, ms: anything up to a time that doubles ("full jitter", AWS Architecture Blog,
 * "Exponential Backoff And Jitter").
 *
 * @param attempt - that failed, from 1
 * @param random - at least 0, less than 1
 */
export const backoffMs = (attempt: number, random: number): number =>
  random * Math.min(HATCHET_BACKOFF_CAP_MS, HATCHET_BACKOFF_BASE_MS * 2 ** (attempt - 1))
