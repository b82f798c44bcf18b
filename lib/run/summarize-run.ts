import { MAX_NAME_BYTES, MAX_NAME_CHARS, MAX_SUMMARY_BYTES } from '../limits.ts'
import { attemptCreatedAt } from './attempt-created-at.ts'
import { cleanLine } from './clean-line.ts'
import { cutText } from './cut-text.ts'
import { dashboardUrl } from './dashboard-url.ts'
import { failedTasks } from './failed-tasks.ts'
import { isoTime } from './iso-time.ts'
import { outcomeId } from './outcome-id.ts'
import { parseRunId } from './parse-run-id.ts'
import { pickMetadata } from './pick-metadata.ts'
import { runAttempt } from './run-attempt.ts'
import { runDurationMs } from './run-duration-ms.ts'
import type { RunReport } from './run-report.ts'
import type { TerminalStatus } from './run-status.ts'
import type { RunSummary } from './run-summary-schema.ts'
import { spanMs } from './span-ms.ts'
import { summarizeError } from './summarize-error.ts'
import { workflowName } from './workflow-name.ts'

export interface SummaryOptions {
  /** Base of the dashboard's links, without a slash at its end. */
  readonly dashboardUrl: string
  /** Members of `additionalMetadata` to forward. */
  readonly metadataKeys: readonly string[]
}

/** How and when we learned of an outcome. */
export interface Finding {
  readonly source: RunSummary['source']
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** How many outcomes of this status and createdAt were told before. */
  readonly ordinal: number
}

/** Makes the summary of a run that has ended: at most {@link MAX_SUMMARY_BYTES} as JSON, whatever the run holds. */
export const summarizeRun = (
  report: RunReport<TerminalStatus>,
  { source, receivedAt, ordinal }: Finding,
  options: SummaryOptions,
): RunSummary => {
  const { run, tasks } = report
  const runId = run.metadata.id
  const createdAt = attemptCreatedAt(run)
  return withinLimit({
    version: 1,
    id: outcomeId({ tenantId: run.tenantId, runId, status: run.status, createdAt, ordinal }),
    runId,
    tenantId: run.tenantId,
    workflowId: run.workflowId,
    workflowVersionId: run.workflowVersionId,
    workflowName: workflowName(report),
    displayName: cutText(cleanLine(run.displayName), MAX_NAME_CHARS, MAX_NAME_BYTES),
    status: run.status,
    createdAt: isoTime(createdAt),
    startedAt: run.startedAt === null ? null : isoTime(run.startedAt),
    finishedAt: run.finishedAt === null ? null : isoTime(run.finishedAt),
    durationMs: runDurationMs(report),
    queueMs: spanMs(run.createdAt, run.startedAt),
    error: summarizeError(report),
    failedTasks: failedTasks(tasks),
    attempt: runAttempt(tasks),
    parentRunId: parentRunId(run.additionalMetadata),
    url: dashboardUrl(options.dashboardUrl, run.tenantId, runId),
    metadata: pickMetadata(run.additionalMetadata, options.metadataKeys),
    source,
    receivedAt: isoTime(receivedAt),
  })
}

/** Hatchet tells a child's parent only here: `parentTaskExternalId` is missing even on children. */
const parentRunId = (additionalMetadata: Readonly<Record<string, unknown>> | null): string | null => {
  const id = additionalMetadata?.['hatchet__parent_workflow_run_id']
  return typeof id === 'string' ? (parseRunId(id) ?? null) : null
}

/** Every other member is bounded so that the error's message has room for 2,000 ASCII characters; it takes what is left. */
const withinLimit = (summary: RunSummary): RunSummary => {
  if (summary.error === null) return summary
  const { error } = summary
  const taken = Buffer.byteLength(JSON.stringify({ ...summary, error: { ...error, message: '', truncated: false } }))
  const message = cutText(error.message, error.message.length, MAX_SUMMARY_BYTES - taken)
  return message === error.message ? summary : { ...summary, error: { ...error, message, truncated: true } }
}
