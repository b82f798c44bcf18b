import { randomUUID } from 'node:crypto'
import type { RunDetails } from '../../../local/hatchet/run-details.ts'
import { recordedRunText } from '../recorded-run.ts'
import { type RecordedHook, recordedHook } from './recorded-hook.ts'

interface HookedRun {
  readonly hook: RecordedHook
  /** As Hatchet's API told the run while its hook ran, and knew of it. */
  readonly details: RunDetails & { readonly tasks: readonly Record<string, unknown>[] }
}

/** A recorded hook with what it read of its run, under an id that no other run has. */
export const hookedRun = (name: 'on-failure' | 'on-success'): HookedRun => {
  const hook = recordedHook(name)
  const workflowRunId = randomUUID()
  const text = recordedRunText(`${name}-hook.seen-from-inside.start`)
  const details: HookedRun['details'] = JSON.parse(text.replaceAll(hook.workflowRunId, workflowRunId))
  return { hook: { ...hook, workflowRunId }, details: { ...details, tasks: withHook(details.tasks, hook, name) } }
}

/** The on-success hook was recorded a moment before Hatchet's API knew of it. */
const withHook = (tasks: HookedRun['details']['tasks'], { taskRunExternalId: id }: RecordedHook, name: string) => {
  const isThere = tasks.some(({ metadata }) => Object(metadata).id === id)
  const hook = { metadata: { id }, displayName: `${name}-task-1795346395506`, status: 'QUEUED', retryCount: 0 }
  return isThere ? tasks : [hook, ...tasks]
}
