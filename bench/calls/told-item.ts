import { ledgerEntryName } from '../../lib/aws/ledger-entry-name.ts'
import { ledgerKey } from '../../lib/aws/ledger-key.ts'
import { writeLedgerEntry } from '../../lib/aws/write-ledger-entry.ts'
import { outcomeFactsOf } from '../../lib/forward/outcome-facts-of.ts'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import type { RunDetails } from '../../local/hatchet/run-details.ts'
import type { Item } from './create-table.ts'

/** What the ledger has of a run that was told as it is now. */
export const toldItem = (details: RunDetails): Item => {
  const parsed = parseRunReport(details)
  if (!parsed.ok || !isTerminal(parsed.report)) throw new TypeError('this run has not ended')
  const { metadata, tenantId } = parsed.report.run
  const run = { tenantId, runId: metadata.id }
  const outcome = { ...outcomeFactsOf(parsed.report), ordinal: 0, recordedAt: Date.now() }
  return { ...ledgerKey(run), [ledgerEntryName(run, outcome)]: { S: writeLedgerEntry(outcome) } }
}
