import type { RecordedOutcome } from '../forward/ledger.ts'

/** An outcome as the table keeps it, as JSON. */
export const writeLedgerEntry = (outcome: RecordedOutcome): string =>
  JSON.stringify(outcome, (_, value) => (value instanceof Map ? [...value] : value))
