import type { TerminalStatus } from '../run/run-status.ts'

/** What of an outcome tells it from the other outcomes of its run, and is as long as the ledger may keep it. */
export interface OutcomeFacts {
  readonly status: TerminalStatus
  /** When the attempt was created, ms since 1970. */
  readonly createdAt: number
  /** Milliseconds since 1970; null if it never started. */
  readonly startedAt: number | null
  /** Milliseconds since 1970; null where unknown. */
  readonly finishedAt: number | null
  /** The tasks of the run, hook tasks left out; null where none were reported. */
  readonly tasks: TaskFacts | null
}

/** How far the tasks of a run had come. */
export interface TaskFacts {
  /** `retryCount` by task id of tasks that failed, at most {@link MAX_LEDGER_TASKS}. */
  readonly failed: ReadonlyMap<string, number>
  /** `retryCount` by task id of tasks that ended otherwise, at most {@link MAX_LEDGER_TASKS}. */
  readonly ended: ReadonlyMap<string, number>
  /** Sum of `retryCount` over all tasks. */
  readonly retries: number
  /** The highest `retryCount`. */
  readonly highestRetry: number
  /** Whether every task had ended. */
  readonly allEnded: boolean
}
