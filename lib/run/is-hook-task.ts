import { nameWithoutTimestamp } from './name-without-timestamp.ts'
import type { TaskReport } from './read-tasks.ts'

const HOOK_TASKS: ReadonlySet<string> = new Set(['on-failure-task', 'on-success-task'])

/** Whether a task is a hook, which Hatchet lists among the run's tasks: it still runs while it reports its own run. */
export const isHookTask = ({ displayName }: TaskReport): boolean => HOOK_TASKS.has(nameWithoutTimestamp(displayName))
