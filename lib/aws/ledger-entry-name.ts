import type { RecordedOutcome, RunKey } from '../forward/ledger.ts'
import { outcomeId } from '../run/outcome-id.ts'

/** Each outcome is an attribute of its own, so that writers never erase each other: the first 16 hex digits of its id. */
export const ledgerEntryName = (run: RunKey, { status, createdAt, ordinal }: RecordedOutcome): string =>
  outcomeId({ ...run, status, createdAt, ordinal }).slice(0, 16)
