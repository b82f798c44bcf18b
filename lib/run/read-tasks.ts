import * as v from 'valibot'
import { MAX_LISTED_TASKS } from '../limits.ts'
import { parseTime } from './parse-time.ts'
import { readLeniently } from './read-leniently.ts'

const LenientTime = v.fallback(
  v.pipe(
    v.string(),
    v.transform((text) => parseTime(text) ?? null),
  ),
  null,
)

const TaskReportSchema = v.object({
  metadata: v.object({ id: v.string() }),
  status: v.string(),
  displayName: v.fallback(v.string(), ''),
  retryCount: v.fallback(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), null),
  startedAt: LenientTime,
  finishedAt: LenientTime,
})

/** One task of a run, of what `tasks[]` (V1TaskSummary) says: the state of its last attempt. */
export type TaskReport = v.InferOutput<typeof TaskReportSchema>

/**
 * Reads `tasks[]` of the details form. Tasks enrich a run and never make it invalid: what is no task is passed over.
 *
 * @returns null where there is no list, or one too long to be read
 */
export const readTasks = (tasks: unknown): readonly TaskReport[] | null => {
  if (!Array.isArray(tasks) || tasks.length > MAX_LISTED_TASKS) return null
  return tasks.flatMap((task) => readLeniently(TaskReportSchema, task) ?? [])
}
