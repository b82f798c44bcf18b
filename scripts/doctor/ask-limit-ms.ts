import { HATCHET_ATTEMPTS, HATCHET_REQUEST_TIMEOUT_MS } from '../../lib/limits.ts'

/** How long an answer of reconcile is waited for, ms: until it has given up a Hatchet that does not answer, and says so. */
export const ASK_LIMIT_MS = HATCHET_ATTEMPTS * HATCHET_REQUEST_TIMEOUT_MS + 10_000
