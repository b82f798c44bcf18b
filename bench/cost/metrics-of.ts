import type { ReconcileFault } from '../../lib/reconcile/tenant-tick.ts'
import { METRICS, type MetricName } from '../../lib/telemetry/metrics.ts'
import { REFUSALS } from '../../lib/webhook/refusals.ts'

/** Every reason that reconcile counts faults by. */
const RECONCILE_FAULTS: Readonly<Record<ReconcileFault, true>> = {
  auth: true,
  throttled: true,
  unavailable: true,
  answer: true,
  'too-large': true,
  ledger: true,
  queue: true,
  secret: true,
}

/** COMPLETED, FAILED and CANCELLED. */
const STATUSES = 3

/** How many metrics of a name there are at most: every value of a dimension makes one of its own. */
export const metricsOf = (name: MetricName, sinks: number): number => {
  const [dimension] = METRICS[name].dimensions
  if (dimension === undefined) return 1
  if (dimension === 'status') return STATUSES
  if (dimension === 'sink') return sinks
  return Object.keys(name === 'Rejected' ? REFUSALS : RECONCILE_FAULTS).length
}
