import type { RunStatus } from '../run/run-status.ts'

/** What is kept of one row of Hatchet's list of runs: enough to tell whether the ledger knows how the run ended. */
export interface RunRow {
  readonly runId: string
  /** When the run was created, as the list has it, to the microsecond: the list is ordered and filtered by it. */
  readonly createdAt: string
  readonly status: RunStatus
  /** Milliseconds since 1970; null where unset. */
  readonly startedAt: number | null
  /** Milliseconds since 1970; null where unset. */
  readonly finishedAt: number | null
  readonly retryCount: number
}
