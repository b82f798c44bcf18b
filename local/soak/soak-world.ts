import type { RunStatus } from '../../lib/run/run-status.ts'
import type { Stack } from '../stack.ts'
import type { RecordedRun } from './recorded-runs.ts'
import type { RefusedRequest } from './refused-requests.ts'
import type { SoakRecord } from './soak-record.ts'

/** A local cloud that is soaked, and what is known of it. */
export interface SoakWorld {
  readonly stack: Stack
  readonly record: SoakRecord
  readonly recorded: Readonly<Record<RunStatus, readonly RecordedRun[]>>
  readonly refused: readonly RefusedRequest[]
  /** Ends all that waits. */
  readonly signal: AbortSignal
  /** What ends the faults of Hatchet that there still may be. */
  readonly hatchetFaults: (() => void)[]
  /** Functions that are being called by the soak itself: never twice at once. */
  readonly called: Set<string>
}
