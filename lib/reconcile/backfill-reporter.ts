import type { RunSummary } from '../run/run-summary-schema.ts'
import type { BackfillTurn } from './backfill-turn.ts'

/** Is told what a backfill does. */
export interface BackfillReporter {
  /** A run of the past is forwarded. */
  told(summary: RunSummary): void
  turn(tenantId: string, turn: BackfillTurn): void
}
