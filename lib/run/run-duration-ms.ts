import { MAX_DURATION_MS } from '../limits.ts'
import { isHookTask } from './is-hook-task.ts'
import type { TaskReport } from './read-tasks.ts'
import type { RunReport } from './run-report.ts'
import { spanMs } from './span-ms.ts'

/**
 * Milliseconds a run spent executing, or null when Hatchet does not know.
 *
 * The first that holds: from the first start to the last end of its tasks, by their own event times; the run's times; the
 * payload's `duration`, which is negative on good runs and saturated on unset times. The run's times are those at which
 * Hatchet stored its tasks' events: up to seconds late, those of an earlier attempt while a hook of a replay runs, and with
 * the time of the hook itself once it has ended.
 */
export const runDurationMs = ({ run, tasks }: RunReport): number | null =>
  spanOfTasks((tasks ?? []).filter((task) => !isHookTask(task))) ??
  spanMs(run.startedAt, run.finishedAt) ??
  believable(run.duration)

/** A task that was skipped has an end alone, and one that still runs while a hook reports another's failure a start alone. */
const spanOfTasks = (tasks: readonly TaskReport[]): number | null => {
  const starts = tasks.flatMap(({ startedAt }) => startedAt ?? [])
  const ends = tasks.flatMap(({ finishedAt }) => finishedAt ?? [])
  return starts.length === 0 || ends.length === 0 ? null : spanMs(starts.reduce(least), ends.reduce(greatest))
}

const least = (a: number, b: number): number => Math.min(a, b)
const greatest = (a: number, b: number): number => Math.max(a, b)

const believable = (durationMs: number | null): number | null =>
  durationMs !== null && durationMs >= 0 && durationMs <= MAX_DURATION_MS ? durationMs : null
