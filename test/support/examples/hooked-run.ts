import { randomUUID } from 'node:crypto'
import type { RunDetails } from '../../../local/hatchet/run-details.ts'
import { recordedRunText } from '../recorded-run.ts'
import { type RecordedHook, recordedHook } from './recorded-hook.ts'

interface HookedRun {
  readonly hook: RecordedHook
  /** As Hatchet's API told the run while its hook ran. */
  readonly details: RunDetails & { readonly tasks: readonly Record<string, unknown>[] }
}

/** A recorded hook with what it read of its run, under an id that no other run has. */
export const hookedRun = (name: 'on-failure' | 'on-success'): HookedRun => {
  const hook = recordedHook(name)
  const workflowRunId = randomUUID()
  const text = recordedRunText(`${name}-hook.seen-from-inside.start`)
  return {
    hook: { ...hook, workflowRunId },
    details: JSON.parse(text.replaceAll(hook.workflowRunId, workflowRunId)),
  }
}
