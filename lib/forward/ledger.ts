import type { OutcomeFacts } from './outcome-facts.ts'

/** Which run the ledger is asked for. Both ids as in the summary. */
export interface RunKey {
  readonly tenantId: string
  readonly runId: string
}

/** An outcome that was told. */
export interface RecordedOutcome extends OutcomeFacts {
  /** How many outcomes of this status and createdAt were told before it: it is part of the id. */
  readonly ordinal: number
  /** When it was recorded, ms since 1970. */
  readonly recordedAt: number
}

/** Which outcomes of which runs were told. */
export interface Ledger {
  /**
   * Every outcome of a run that was told.
   *
   * @throws LedgerError
   */
  read(run: RunKey, signal: AbortSignal): Promise<readonly RecordedOutcome[]>
  /**
   * Adds an outcome.
   *
   * @param known - what was read before: where the run has too many outcomes, the oldest of these goes. Null where it could not
   *   be read: what is there already stays as it is
   * @throws LedgerError
   */
  record(
    run: RunKey,
    outcome: RecordedOutcome,
    known: readonly RecordedOutcome[] | null,
    signal: AbortSignal,
  ): Promise<void>
}
