import { MAX_ASKED_WAIT_MS, RETRY_WAITS_MS } from './limits.ts'

/** How long a sink that failed is left alone, ms, by how often it had failed before. */
export const retryWaitMs = (tries: number): number =>
  RETRY_WAITS_MS[Math.min(tries, RETRY_WAITS_MS.length - 1)] ?? MAX_ASKED_WAIT_MS
