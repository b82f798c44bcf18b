import { MAX_END_LEAD_MS, SETTLE_MS } from '../limits.ts'

/**
 * Whether a run ended long enough ago that it is no attempt before its retry. An end that lies far in the future tells
 * nothing.
 *
 * @param end - like `now`, in Hatchet's time: ms since 1970
 */
export const hasSettled = (end: number, now: number): boolean => end <= now - SETTLE_MS || end > now + MAX_END_LEAD_MS
