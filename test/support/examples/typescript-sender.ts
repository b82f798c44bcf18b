import { type HookContext, type ReportOptions, reportRun } from '../../../examples/hatchet-worker/send-run.ts'
import type { Sender } from './sender.ts'

/** examples/hatchet-worker/send-run.ts */
export const typescriptSender: Sender = {
  language: 'TypeScript',
  canRun: true,
  report: async (hook, status, options) => {
    const lines: string[] = []
    const ctx = hook && {
      workflowRunId: () => hook.workflowRunId,
      taskRunExternalId: () => hook.taskRunExternalId,
      retryCount: () => hook.retryCount,
      errors: () => hook.errors,
    }
    // What no compiler checks in a worker of plain JavaScript.
    await reportRun(ctx as HookContext, status, { ...options, log: (line) => lines.push(line) } as ReportOptions)
    return lines
  },
  stop: () => {},
}
