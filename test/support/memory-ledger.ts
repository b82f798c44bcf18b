import { LedgerError } from '../../lib/errors.ts'
import type { Ledger, RecordedOutcome, RunKey } from '../../lib/forward/ledger.ts'
import type { LedgerLookup } from '../../lib/reconcile/ledger-lookup.ts'
import { outcomeId } from '../../lib/run/outcome-id.ts'

export interface MemoryLedger extends Ledger, LedgerLookup {
  /** What is recorded of a run, oldest first. */
  outcomesOf(run: RunKey): readonly RecordedOutcome[]
  /** How often each call was made. */
  readonly calls: Record<'read' | 'record' | 'readMany', number>
  /** While these are set, such calls fail. */
  readonly faults: Set<'read' | 'record' | 'readMany'>
}

/** A ledger that lives as long as the test. */
export const createMemoryLedger = (): MemoryLedger => {
  const items = new Map<string, Map<string, RecordedOutcome>>()
  const calls = { read: 0, record: 0, readMany: 0 }
  const faults = new Set<keyof typeof calls>()
  const key = ({ tenantId, runId }: RunKey): string => `${tenantId}#${runId}`
  const outcomesOf = (run: RunKey) => [...(items.get(key(run))?.values() ?? [])]
  const enter = (call: keyof typeof calls): void => {
    calls[call] += 1
    if (faults.has(call)) throw new LedgerError(`${call} fails`)
  }
  return {
    outcomesOf,
    calls,
    faults,
    read: async (run) => {
      enter('read')
      return outcomesOf(run)
    },
    record: async (run, outcome) => {
      enter('record')
      const item = items.get(key(run)) ?? new Map<string, RecordedOutcome>()
      items.set(key(run), item)
      const id = outcomeId({ ...run, ...outcome })
      if (!item.has(id)) item.set(id, outcome)
    },
    readMany: async (tenantId, runIds) => {
      enter('readMany')
      return new Map(runIds.map((runId) => [runId, outcomesOf({ tenantId, runId })]))
    },
  }
}
