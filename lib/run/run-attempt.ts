import type { TaskReport } from './read-tasks.ts'

/** Which attempt of the run this is, from 1, retries and replays alike; null where no task tells. */
export const runAttempt = (tasks: readonly TaskReport[] | null): number | null => {
  const retries = (tasks ?? []).flatMap(({ retryCount }) => retryCount ?? [])
  return retries.length === 0 ? null : 1 + retries.reduce((most, count) => Math.max(most, count))
}
