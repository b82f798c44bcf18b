import type { Silence } from './policy/alert-policy.ts'

/** The silences that operators set while the functions run, beside those of the policy. */
export interface Silences {
  /**
   * Those that hold notifications back now. They may be a minute old, and older while they cannot be read.
   *
   * @param now - milliseconds since 1970
   * @throws StoreError if they never could be read
   */
  active(now: number, signal: AbortSignal): Promise<readonly Silence[]>
}
