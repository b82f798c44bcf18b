import type { RecordedOutcome } from '../forward/ledger.ts'
import { SAME_END_TOLERANCE_MS } from '../limits.ts'
import { endOfRun } from '../run/end-of-run.ts'
import { endOfRow } from './end-of-row.ts'
import type { RunRow } from './run-row.ts'

/**
 * Whether a row surely shows an outcome that was told. A row says less than the run in full, so in all doubt the answer is
 * no: a higher retry, a later end, or no start where one was known may be another attempt.
 */
export const isTold = (row: RunRow, told: readonly RecordedOutcome[]): boolean =>
  told.some(
    (outcome) =>
      outcome.status === row.status &&
      row.retryCount <= (outcome.tasks?.highestRetry ?? 0) &&
      (row.startedAt !== null || outcome.startedAt === null) &&
      endOfRow(row) <= endOfRun(outcome) + SAME_END_TOLERANCE_MS,
  )
