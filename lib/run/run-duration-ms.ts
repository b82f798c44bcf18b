import { MAX_DURATION_MS } from '../limits.ts'
import type { RunReport } from './run-report.ts'
import { spanMs } from './span-ms.ts'

/**
 * Milliseconds a run spent executing, or null when Hatchet does not know.
 *
 * The first that holds: the only task's own event times, which are true to the millisecond where the run's own were
 * stored later; the run's times; the payload's `duration`, which is negative on good runs and saturated on unset times.
 */
export const runDurationMs = ({ run, tasks }: RunReport): number | null => {
  const [task, ...others] = tasks ?? []
  const isStandalone = task !== undefined && others.length === 0 && task.metadata.id.toLowerCase() === run.metadata.id
  const ofTask = isStandalone ? spanMs(task.startedAt, task.finishedAt) : null
  return ofTask ?? spanMs(run.startedAt, run.finishedAt) ?? believable(run.duration)
}

const believable = (durationMs: number | null): number | null =>
  durationMs !== null && durationMs >= 0 && durationMs <= MAX_DURATION_MS ? durationMs : null
