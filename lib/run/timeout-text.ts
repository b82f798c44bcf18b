import * as v from 'valibot'
import { MAX_LISTED_TASKS } from '../limits.ts'
import { readLeniently } from './read-leniently.ts'
import type { TaskReport } from './read-tasks.ts'

/** Events that end a task by time, and what is told of one that has no words: Hatchet gives none to a schedule timeout. */
const TIMEOUT_EVENTS: ReadonlyMap<string, string> = new Map([
  ['TIMED_OUT', ''],
  ['SCHEDULING_TIMED_OUT', 'No worker took the task in time (schedule timeout)'],
])

const TimeoutEventSchema = v.object({
  eventType: v.pipe(
    v.string(),
    v.check((type) => TIMEOUT_EVENTS.has(type)),
  ),
  message: v.fallback(v.string(), ''),
  taskId: v.fallback(v.string(), ''),
  retryCount: v.fallback(v.number(), 0),
})

type TimeoutEvent = v.InferOutput<typeof TimeoutEventSchema>

/**
 * The words of the timeout that ended a run ("Task exceeded timeout of 2s"), which `errorMessage` lacks; null without.
 *
 * @param taskEvents - `taskEvents` of the details form, newest first as Hatchet lists them
 * @param tasks - a timeout of an attempt that was since retried or replayed is not why the run failed
 */
export const timeoutText = (taskEvents: unknown, tasks: readonly TaskReport[] | null): string | null => {
  if (!Array.isArray(taskEvents) || taskEvents.length > MAX_LISTED_TASKS) return null
  for (const event of taskEvents) {
    const timeout = readLeniently(TimeoutEventSchema, event)
    const words = timeout?.message || TIMEOUT_EVENTS.get(timeout?.eventType ?? '')
    if (timeout !== null && words && isOfLastAttempt(timeout, tasks)) return words
  }
  return null
}

const isOfLastAttempt = (event: TimeoutEvent, tasks: readonly TaskReport[] | null): boolean => {
  const task = tasks?.find(({ metadata }) => metadata.id === event.taskId)
  return task === undefined || (task.status === 'FAILED' && task.retryCount === event.retryCount)
}
