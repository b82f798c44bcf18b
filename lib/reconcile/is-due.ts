import { hasSettled } from './has-settled.ts'

/**
 * Whether a run that ended then may be told by a poll now: after the tenant's first tick, and settled.
 *
 * @param end - like the others, in Hatchet's time: ms since 1970
 */
export const isDue = (end: number, firstTick: number, now: number): boolean => end >= firstTick && hasSettled(end, now)
