import { MAX_FAILED_TASKS, MAX_FAILED_TASKS_BYTES, MAX_NAME_CHARS } from '../limits.ts'
import { cleanLine } from './clean-line.ts'
import { cutText } from './cut-text.ts'
import { nameWithoutTimestamp } from './name-without-timestamp.ts'
import type { TaskReport } from './read-tasks.ts'

/** Names of the tasks that failed, the first to fail first: the step to look at. */
export const failedTasks = (tasks: readonly TaskReport[] | null): string[] => {
  const failed = (tasks ?? [])
    .filter((task) => task.status === 'FAILED')
    .sort((a, b) => (a.finishedAt ?? Number.MAX_VALUE) - (b.finishedAt ?? Number.MAX_VALUE))
    .map((task) => cleanLine(nameWithoutTimestamp(task.displayName)))
    .filter((name) => name !== '')
  const names = [...new Set(failed)].slice(0, MAX_FAILED_TASKS)
  return names.map((name) => cutText(name, MAX_NAME_CHARS, Math.floor(MAX_FAILED_TASKS_BYTES / names.length) - 3))
}
