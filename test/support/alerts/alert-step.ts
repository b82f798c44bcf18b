/** Everything that alerting waits for. */
type AlertCall =
  | 'active'
  | 'read'
  | 'write'
  | 'due'
  | 'countPending'
  | 'admit'
  | 'admitDigest'
  | 'failed'
  | 'worked'
  | 'send'
  | 'sleep'

interface AlertStep {
  readonly call: AlertCall
  /** Of calls for one sink. */
  readonly sink?: string
}

/**
 * All calls pass here, so that a test can do anything before and after the effect of each. What it throws is what the call
 * fails with: a {@link StoreError} of a send is a transient failure, a {@link LostRace} of a write the word that another was first.
 */
export type PassStep = <T>(step: AlertStep, effect: () => T | Promise<T>) => Promise<T>

/** A write is said to have been second, as it is when the SDK sends it again because its answer was lost. */
export class LostRace extends Error {}
