import { setTimeout } from 'node:timers/promises'

/** Waits for `ms` milliseconds, or until the signal aborts. It never rejects: whoever slept looks at the signal. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined)
