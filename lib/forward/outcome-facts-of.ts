import { MAX_LEDGER_TASKS } from '../limits.ts'
import { attemptCreatedAt } from '../run/attempt-created-at.ts'
import { isHookTask } from '../run/is-hook-task.ts'
import { parseRunId } from '../run/parse-run-id.ts'
import type { TaskReport } from '../run/read-tasks.ts'
import type { RunReport } from '../run/run-report.ts'
import { TERMINAL_STATUSES, type TerminalStatus } from '../run/run-status.ts'
import type { OutcomeFacts, TaskFacts } from './outcome-facts.ts'

/** What the ledger compares of a run that has ended. */
export const outcomeFactsOf = ({ run, tasks }: RunReport<TerminalStatus>): OutcomeFacts => ({
  status: run.status,
  createdAt: attemptCreatedAt(run),
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  tasks: taskFactsOf(
    run.status,
    (tasks ?? []).filter((task) => !isHookTask(task)),
  ),
})

interface CountedTask extends TaskReport {
  readonly retryCount: number
}

/** Tasks of which one does not tell its retryCount tell nothing together. */
const taskFactsOf = (status: TerminalStatus, tasks: readonly TaskReport[]): TaskFacts | null => {
  const counted = tasks.filter((task): task is CountedTask => task.retryCount !== null)
  if (counted.length === 0 || counted.length < tasks.length) return null
  const failed = counted.filter(({ status }) => status === 'FAILED')
  const failedIds = new Set(failed.map(({ metadata }) => parseRunId(metadata.id)))
  return {
    failed: retriesById(failed),
    ended: retriesById(counted.filter((task) => hasEnded(task) && !failedIds.has(parseRunId(task.metadata.id)))),
    retries: counted.reduce((sum, { retryCount }) => sum + retryCount, 0),
    highestRetry: counted.reduce((most, { retryCount }) => Math.max(most, retryCount), 0),
    // A good run has no failed task: one was read before its retry showed.
    allEnded: counted.every(hasEnded) && (status !== 'COMPLETED' || failed.length === 0),
  }
}

const terminal: ReadonlySet<string> = new Set(TERMINAL_STATUSES)
const hasEnded = ({ status }: TaskReport): boolean => terminal.has(status)

/** Of many tasks, always the same few are kept: those with the lowest ids. */
const retriesById = (tasks: readonly CountedTask[]): ReadonlyMap<string, number> =>
  new Map(
    tasks
      .flatMap(({ metadata, retryCount }) => {
        const id = parseRunId(metadata.id)
        return id === undefined ? [] : [[id, retryCount] as const]
      })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, MAX_LEDGER_TASKS),
  )
