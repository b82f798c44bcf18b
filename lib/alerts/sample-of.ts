import { cutText } from '../run/cut-text.ts'
import type { RunSummary } from '../run/run-summary-schema.ts'
import type { FailureSample } from './incident/incident-item.ts'
import { MAX_SAMPLE_ERROR_CHARS } from './limits.ts'

/**
 * What a message says of a failed run.
 *
 * @param at - when it failed, ms since 1970
 */
export const sampleOf = (summary: RunSummary, at: number): FailureSample => ({
  at,
  runId: summary.runId,
  displayName: summary.displayName,
  status: summary.status,
  url: summary.url,
  error: summary.error === null ? null : firstLine(summary.error),
  failedTasks: summary.failedTasks,
  durationMs: summary.durationMs,
})

const firstLine = ({ type, message }: NonNullable<RunSummary['error']>): string => {
  const [line = ''] = message.trim().split('\n', 1)
  return cutText(type === null || line.startsWith(type) ? line : `${type}: ${line}`, MAX_SAMPLE_ERROR_CHARS)
}
