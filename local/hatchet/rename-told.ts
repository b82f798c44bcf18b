import { randomUUID } from 'node:crypto'
import type { Ledger } from '../../lib/forward/ledger.ts'
import type { EndedRun } from './read-ended-run.ts'

/**
 * Gives a run an id of its own where one of its id was told before: reconcile would rightly find nothing new in it.
 *
 * @returns the text to put into the local Hatchet
 * @throws LedgerError
 */
export const renameTold = async (run: EndedRun, ledger: Pick<Ledger, 'read'>, signal: AbortSignal): Promise<string> => {
  const { text, runId } = run
  const told = await ledger.read(run, signal)
  return told.length === 0 ? text : text.replaceAll(runId, randomUUID())
}
