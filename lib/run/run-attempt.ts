import type { TaskReport } from './read-tasks.ts'

/** Which attempt of the run this is, from 1, retries and replays alike; null where no task tells. */
export const runAttempt = (tasks: readonly TaskReport[] | null): number | null =>
  tasks === null || tasks.length === 0 ? null : 1 + tasks.reduce((most, task) => Math.max(most, task.retryCount), 0)
