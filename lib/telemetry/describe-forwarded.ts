import type { RunSummary } from '../run/run-summary-schema.ts'
import type { EventDescription } from './event-description.ts'
import { loggedText } from './logged-text.ts'

/** A run that was forwarded, with its metrics. */
export const describeForwarded = (summary: RunSummary, metricWorkflows: readonly string[]): EventDescription => ({
  level: 'INFO',
  message: 'run forwarded',
  members: {
    status: summary.status,
    workflow: loggedText(summary.workflowName),
    runId: loggedText(summary.runId),
    tenantId: summary.tenantId,
    workflowId: summary.workflowId,
    source: summary.source,
  },
  metrics: { RunsForwarded: 1, RunDuration: summary.durationMs, RunQueueTime: summary.queueMs },
  ...(metricWorkflows.includes(summary.workflowName) && { extraDimension: 'workflow' }),
})
