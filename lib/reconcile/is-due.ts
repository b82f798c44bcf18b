import { MAX_END_LEAD_MS, SETTLE_MS } from '../limits.ts'

/**
 * Whether a run that ended then may be told now: after the tenant's first tick, and long enough ago that it is no attempt
 * before its retry. An end that lies far in the future tells nothing.
 *
 * @param end - like the others, in Hatchet's time: ms since 1970
 */
export const isDue = (end: number, firstTick: number, now: number): boolean =>
  end >= firstTick && (end <= now - SETTLE_MS || end > now + MAX_END_LEAD_MS)
