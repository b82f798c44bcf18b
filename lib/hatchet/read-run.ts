import { HatchetError } from '../errors.ts'
import { MAX_RUN_DETAILS_BYTES } from '../limits.ts'
import type { RunRow } from '../reconcile/run-row.ts'
import type { RunReport } from '../run/run-report.ts'
import type { HatchetApi } from './create-hatchet-api.ts'
import { readFromList } from './read-from-list.ts'
import { requireRunReport } from './require-run-report.ts'
import { withTaskEvents } from './with-task-events.ts'

/**
 * Reads a run in full; where that is too much, what its row in the list tells.
 *
 * @returns null where Hatchet has it no longer
 * @throws HatchetError
 */
export const readRun = async (
  api: HatchetApi,
  tenantId: string,
  row: RunRow,
  signal: AbortSignal,
): Promise<RunReport | null> => {
  const path = `/api/v1/stable/workflow-runs/${encodeURIComponent(row.runId)}`
  const question = { words: 'reading a run', path, maxBytes: MAX_RUN_DETAILS_BYTES, mayBeMissing: true }
  try {
    const body = await api.get(question, signal)
    return body === undefined ? null : await withTaskEvents(api, requireRunReport(body, row, tenantId), signal)
  } catch (fault) {
    if (fault instanceof HatchetError && fault.reason === 'too-large') return readFromList(api, tenantId, row, signal)
    throw fault
  }
}
