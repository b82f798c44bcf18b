import type { ReconcileFault } from '../reconcile/tenant-tick.ts'
import type { TickReporter } from '../reconcile/tick-reporter.ts'
import { describeForwarded } from './describe-forwarded.ts'
import type { EventDescription } from './event-description.ts'
import { createEventWriter, type EventWriterOptions } from './event-writer.ts'
import { loggedDetail } from './logged-detail.ts'

export interface ReconcileReporterOptions extends EventWriterOptions {
  /** Workflows that have metrics of their own. */
  readonly metricWorkflows: readonly string[]
}

const TICKED = {
  done: 'tick done',
  off: 'reconcile is off: no Hatchet tenant is configured',
  failed: 'tick failed',
} as const

/**
 * Tells CloudWatch what a tick does, one line per event, which is both its log and its metrics.
 *
 * @param requestId - of the invocation, on every line
 */
export const createReconcileReporter = (
  { metricWorkflows, ...options }: ReconcileReporterOptions,
  requestId: string,
): TickReporter => {
  const writeEvent = createEventWriter(options)
  const write = (event: EventDescription): void => writeEvent(event, { requestId })
  return {
    found: (summary) => write(describeForwarded(summary, metricWorkflows)),
    tenant: ({ tenantId, checked, found, isWhole, faults }) => {
      for (const fault of faults) write(describeFault(fault, { tenantId }))
      write({
        level: 'INFO',
        message: isWhole ? 'runs checked' : 'runs checked in part: the next tick goes on',
        members: { tenantId },
        metrics: { RunsChecked: checked, FoundByReconcile: found },
      })
    },
    fault: (reason, detail) => write(describeFault({ reason, detail, count: 1 }, {})),
    ticked: (outcome) =>
      write({ level: 'INFO', message: TICKED[outcome], members: {}, metrics: { ReconcileTicks: 1 } }),
  }
}

const describeFault = (
  { reason, detail, count }: { readonly reason: ReconcileFault; readonly detail: string; readonly count: number },
  ids: Readonly<Record<string, string>>,
): EventDescription => ({
  level: 'ERROR',
  message: 'runs could not be checked',
  members: { reason, detail: loggedDetail(detail), ...ids },
  metrics: { ReconcileErrors: count },
})
