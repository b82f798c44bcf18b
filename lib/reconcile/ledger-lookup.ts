import type { RecordedOutcome } from '../forward/ledger.ts'

/** The ledger, of many runs at once. */
export interface LedgerLookup {
  /**
   * The outcomes that were told, of each of the runs.
   *
   * @param runIds - at most {@link LEDGER_LOOKUP_SIZE}, each once
   * @throws LedgerError if one of them could not be read
   */
  readMany(
    tenantId: string,
    runIds: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly RecordedOutcome[]>>
}
