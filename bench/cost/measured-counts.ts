import type { UsageRow } from './usage.ts'

/** What was measured, as `docs/cost.counts.json` has it. */
export interface MeasuredCounts {
  /** A run's item in the ledger, bytes, names of attributes included. */
  readonly ledgerItemBytes: number
  readonly usage: readonly UsageRow[]
}
