import { LISTED_RUNS_OF_ONE_TIME } from '../limits.ts'
import type { RunRow } from '../reconcile/run-row.ts'
import { isJsonObject } from '../run/is-json-object.ts'
import type { RunReport } from '../run/run-report.ts'
import type { HatchetApi } from './create-hatchet-api.ts'
import { parseRunList } from './parse-run-list.ts'
import { readRunRow } from './read-run-row.ts'
import { requireRunReport } from './require-run-report.ts'
import { runListQuestion } from './run-list-question.ts'

const KEPT = [
  ...['metadata', 'tenantId', 'status', 'displayName', 'workflowId', 'workflowVersionId'],
  ...['createdAt', 'startedAt', 'finishedAt', 'duration', 'errorMessage', 'additionalMetadata'],
]

/**
 * A run as its row in the list tells it: without input, output and tasks, which may be too large to be read.
 *
 * @returns null where the list does not have it
 * @throws HatchetError
 */
export const readFromList = async (
  api: HatchetApi,
  tenantId: string,
  row: RunRow,
  signal: AbortSignal,
): Promise<RunReport | null> => {
  const { createdAt, status, runId } = row
  const query = { since: createdAt, until: createdAt, statuses: [status], offset: 0, limit: LISTED_RUNS_OF_ONE_TIME }
  const { rows } = parseRunList(await api.get(runListQuestion(tenantId, query), signal))
  const found = rows.find((candidate) => readRunRow(candidate, tenantId)?.runId === runId)
  if (!isJsonObject(found)) return null
  const run = { ...Object.fromEntries(KEPT.map((key) => [key, found[key]])), input: {}, output: {} }
  return requireRunReport({ run, workflowConfig: { Name: found['workflowName'] } }, row, tenantId)
}
