import { isTerminal } from '../../lib/run/is-terminal.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { type SummaryOptions, summarizeRun } from '../../lib/run/summarize-run.ts'
import { reportOf } from './report-of.ts'

/** The summary of a body that must be an ended run, found by webhook on 2026-11-22 at noon UTC. */
export const summaryOf = (body: unknown, options: Partial<SummaryOptions> = {}): RunSummary => {
  const report = reportOf(body)
  if (!isTerminal(report)) throw new Error(`not ended: ${report.run.status}`)
  return summarizeRun(
    report,
    { source: 'webhook', receivedAt: Date.UTC(2026, 10, 22, 12), ordinal: 0 },
    { dashboardUrl: 'https://cloud.hatchet.run', metadataKeys: [], ...options },
  )
}
