/** What the client is given of the world, and how long it waits for Hatchet. */
export interface HatchetOptions {
  /** Our own clock: ms since 1970. */
  readonly now: () => number
  /** Waits; comes back early where the signal aborts, and never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** At least 0, less than 1. */
  readonly random: () => number
  /** For one request, ms; default HATCHET_CONNECT_TIMEOUT_MS. */
  readonly connectTimeoutMs?: number
  /** For one request, from its start to the last byte of its answer, ms; default HATCHET_REQUEST_TIMEOUT_MS. */
  readonly requestTimeoutMs?: number
}
