import { nameWithoutTimestamp } from './name-without-timestamp.ts'
import type { TaskReport } from './read-tasks.ts'

/**
 * What SDKs name hooks: TypeScript's `on-failure-task`, Python's `<function>-on-failure`, Go's `on-failure`, Ruby's
 * `on_failure` (hatchet-dev/hatchet on GitHub, sdks/). Nothing else in an answer tells an on-success hook from a task.
 */
const HOOK_NAME = /^on-(?:failure|success)-task$|(?:^|-)on-(?:failure|success)$|^on_(?:failure|success)$/

/** Whether a task is a hook, which Hatchet lists among the run's tasks: it still runs while it reports its own run. */
export const isHookTask = ({ displayName }: TaskReport): boolean => HOOK_NAME.test(nameWithoutTimestamp(displayName))
