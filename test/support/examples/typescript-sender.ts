import { reportRun } from '../../../examples/hatchet-worker/send-run.ts'
import type { Sender } from './sender.ts'

/** examples/hatchet-worker/send-run.ts */
export const typescriptSender: Sender = {
  language: 'TypeScript',
  canRun: true,
  report: async ({ workflowRunId, taskRunExternalId, retryCount, errors }, status, options) => {
    const lines: string[] = []
    const ctx = {
      workflowRunId: () => workflowRunId,
      taskRunExternalId: () => taskRunExternalId,
      retryCount: () => retryCount,
      errors: () => errors,
    }
    await reportRun(ctx, status, { ...options, log: (line) => lines.push(line) })
    return lines
  },
  stop: () => {},
}
