import { isTerminal } from '../run/is-terminal.ts'
import type { RunReport } from '../run/run-report.ts'
import type { RunStatus } from '../run/run-status.ts'
import type { RunSummary } from '../run/run-summary-schema.ts'
import { type SummaryOptions, summarizeRun } from '../run/summarize-run.ts'
import type { SummaryQueues } from './summary-queues.ts'

export interface ForwardPorts {
  readonly queues: SummaryQueues
  readonly summary: SummaryOptions
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export type Forwarded =
  | { readonly outcome: 'forwarded'; readonly summary: RunSummary }
  | { readonly outcome: 'ignored'; readonly runId: string; readonly status: RunStatus }

/**
 * Tells every destination queue how a run ended. Both entrances, webhook and reconcile, end here.
 *
 * @throws QueueError unless every queue has acknowledged the summary: nothing was promised then, and a repeat sends to all again
 */
export const forwardRun = async (
  report: RunReport,
  source: RunSummary['source'],
  ports: ForwardPorts,
  signal: AbortSignal,
): Promise<Forwarded> => {
  if (!isTerminal(report)) {
    return { outcome: 'ignored', runId: report.run.metadata.id, status: report.run.status }
  }
  const summary = summarizeRun(report, { source, receivedAt: ports.now() }, ports.summary)
  await ports.queues.send(summary, signal)
  return { outcome: 'forwarded', summary }
}
