import * as v from 'valibot'
import { MAX_LISTED_TASKS } from '../limits.ts'
import { readLeniently } from './read-leniently.ts'
import type { TaskReport } from './read-tasks.ts'

const TIMEOUT_EVENTS: ReadonlySet<string> = new Set(['TIMED_OUT', 'SCHEDULING_TIMED_OUT'])

const TimeoutEventSchema = v.object({
  eventType: v.pipe(
    v.string(),
    v.check((type) => TIMEOUT_EVENTS.has(type)),
  ),
  message: v.pipe(v.string(), v.nonEmpty()),
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
    if (timeout !== null && isOfLastAttempt(timeout, tasks)) return timeout.message
  }
  return null
}

const isOfLastAttempt = (event: TimeoutEvent, tasks: readonly TaskReport[] | null): boolean => {
  const task = tasks?.find(({ metadata }) => metadata.id === event.taskId)
  return task === undefined || (task.status === 'FAILED' && task.retryCount === event.retryCount)
}
