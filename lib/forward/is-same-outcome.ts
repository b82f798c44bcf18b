import { MAX_LEDGER_TASKS, SAME_SPAN_GAP_MS } from '../limits.ts'
import type { OutcomeFacts, TaskFacts } from './outcome-facts.ts'

/**
 * Whether two reports of one run tell the same outcome, in whatever order they came.
 *
 * A replay reuses the run's id, so the end of a run is told by the attempt it ended. The first of these rules that both
 * reports can decide does: the retries of the tasks that failed, the retries of all tasks once all have ended, and the time
 * the attempt took. No report alone will do: a late cancel moves `finishedAt`, replaying one step of a DAG leaves `createdAt`
 * and `startedAt` as they were, and a hook reports before the other tasks have ended.
 */
export const isSameOutcome = (a: OutcomeFacts, b: OutcomeFacts): boolean => {
  if (a.status !== b.status) return false
  if (a.tasks !== null && b.tasks !== null) {
    const sameFailures = a.status === 'FAILED' ? haveSameFailures(a.tasks, b.tasks) : null
    if (sameFailures !== null) return sameFailures
    if (a.tasks.allEnded && b.tasks.allEnded) return a.tasks.retries === b.tasks.retries
  }
  return a.createdAt === b.createdAt || areSpansClose(a, b)
}

/**
 * Whether the tasks that failed in one report failed, or had ended, at the same retry in the other; null where no such task
 * is in both. Tasks that failed in neither are not compared: a hook of a replayed DAG still reads those of the attempt before.
 */
const haveSameFailures = (a: TaskFacts, b: TaskFacts): boolean | null => {
  const shared = [
    ...retriesInBoth(a.failed, b.failed),
    ...retriesInBoth(a.failed, b.ended),
    ...retriesInBoth(b.failed, a.ended),
  ]
  if (shared.length === 0) return null
  if (!shared.every(([one, other]) => one === other)) return false
  // Of many failed tasks only some are kept: the one that was replayed may be among the others.
  const isCut = a.failed.size >= MAX_LEDGER_TASKS || b.failed.size >= MAX_LEDGER_TASKS
  return isCut && a.allEnded && b.allEnded ? a.retries === b.retries : true
}

const retriesInBoth = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): [number, number][] =>
  [...a].flatMap(([id, retries]): [number, number][] => {
    const others = b.get(id)
    return others === undefined ? [] : [[retries, others]]
  })

/** Start and end of an attempt can be stored up to 110 ms out of order. */
const areSpansClose = (a: OutcomeFacts, b: OutcomeFacts): boolean => {
  const [one, other] = [spanOf(a), spanOf(b)]
  return one.from - other.to <= SAME_SPAN_GAP_MS && other.from - one.to <= SAME_SPAN_GAP_MS
}

const spanOf = ({ createdAt, startedAt, finishedAt }: OutcomeFacts): { from: number; to: number } => {
  const start = startedAt ?? createdAt
  const end = finishedAt ?? start
  return { from: Math.min(start, end), to: Math.max(start, end) }
}
