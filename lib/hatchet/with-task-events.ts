import { HatchetError } from '../errors.ts'
import { LISTED_TASK_EVENTS, MAX_TASK_EVENTS_BYTES } from '../limits.ts'
import { isJsonObject } from '../run/is-json-object.ts'
import { isTerminal } from '../run/is-terminal.ts'
import type { RunReport } from '../run/run-report.ts'
import { summarizeError } from '../run/summarize-error.ts'
import type { HatchetApi } from './create-hatchet-api.ts'

/** Whether only the task's own events can tell why a run failed: details list the events of DAGs alone. */
const lacksEvents = (report: RunReport): boolean => {
  const { run, tasks, taskEvents } = report
  const [task, ...others] = tasks ?? []
  const isStandalone = others.length === 0 && task?.metadata.id.toLowerCase() === run.metadata.id
  const hasEvents = Array.isArray(taskEvents) && taskEvents.length > 0
  return isStandalone && !hasEvents && run.status === 'FAILED' && isTerminal(report) && summarizeError(report) === null
}

/**
 * A run with the events of its only task, where it failed and does not say why: they have the words of a timeout.
 *
 * @returns the run as it is where they cannot be had
 * @throws HatchetError 'auth'; any where the caller's signal aborts, since the run can be read in full another time
 */
export const withTaskEvents = async (api: HatchetApi, report: RunReport, signal: AbortSignal): Promise<RunReport> => {
  if (!lacksEvents(report)) return report
  const id = encodeURIComponent(report.run.metadata.id)
  const question = {
    words: 'reading task events',
    path: `/api/v1/stable/tasks/${id}/task-events?limit=${LISTED_TASK_EVENTS}&offset=0`,
    maxBytes: MAX_TASK_EVENTS_BYTES,
    mayBeMissing: true,
  }
  try {
    const answer = await api.get(question, signal)
    return isJsonObject(answer) ? { ...report, taskEvents: answer['rows'] } : report
  } catch (fault) {
    if (!(fault instanceof HatchetError) || fault.reason === 'auth' || signal.aborted) throw fault
    return report
  }
}
