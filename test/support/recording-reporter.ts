import type { ReconcileFault, TenantTick } from '../../lib/reconcile/tenant-tick.ts'
import type { TickReporter } from '../../lib/reconcile/tick-reporter.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'

export interface RecordingReporter extends TickReporter {
  readonly foundRuns: RunSummary[]
  readonly tenants: TenantTick[]
  readonly faults: { readonly reason: ReconcileFault; readonly detail: string }[]
  readonly ticks: ('done' | 'off' | 'failed')[]
}

/** Keeps what it is told. */
export const createRecordingReporter = (): RecordingReporter => {
  const foundRuns: RunSummary[] = []
  const tenants: TenantTick[] = []
  const faults: RecordingReporter['faults'] = []
  const ticks: RecordingReporter['ticks'] = []
  return {
    foundRuns,
    tenants,
    faults,
    ticks,
    found: (summary) => foundRuns.push(summary),
    tenant: (tick) => tenants.push(tick),
    fault: (reason, detail) => faults.push({ reason, detail }),
    ticked: (outcome) => ticks.push(outcome),
  }
}
