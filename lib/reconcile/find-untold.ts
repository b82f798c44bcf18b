import { LEDGER_LOOKUP_SIZE } from '../limits.ts'
import { endOfRow } from './end-of-row.ts'
import { isTold } from './is-told.ts'
import type { KnownRuns } from './known-runs.ts'
import type { LedgerLookup } from './ledger-lookup.ts'
import type { RunRow } from './run-row.ts'

/**
 * Of these rows, those that may show an outcome that was not told, oldest end first: the failure before the success that
 * repaired it.
 *
 * @throws LedgerError if it could not be read of every run
 */
export const findUntold = async (
  tenantId: string,
  rows: readonly RunRow[],
  { known, lookup }: { readonly known: KnownRuns; readonly lookup: LedgerLookup },
  signal: AbortSignal,
): Promise<readonly RunRow[]> => {
  const unknown = rows.filter((row) => !known.has(tenantId, row))
  const untold: RunRow[] = []
  for (let start = 0; start < unknown.length; start += LEDGER_LOOKUP_SIZE) {
    const asked = unknown.slice(start, start + LEDGER_LOOKUP_SIZE)
    const runIds = asked.map(({ runId }) => runId)
    const told = await lookup.readMany(tenantId, runIds, signal)
    for (const row of asked) {
      if (isTold(row, told.get(row.runId) ?? [])) known.add(tenantId, row)
      else untold.push(row)
    }
  }
  return untold.sort((a, b) => endOfRow(a) - endOfRow(b))
}
