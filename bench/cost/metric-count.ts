import type { ReconcileFault } from '../../lib/reconcile/tenant-tick.ts'
import { METRICS } from '../../lib/telemetry/metrics.ts'
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

/** How many metrics a deployment has at most: every value of a dimension makes one of its own. */
export const metricCount = (sinks: number): number =>
  Object.entries(METRICS).reduce((sum, [name, { dimensions }]) => {
    const [dimension] = dimensions
    if (dimension === undefined) return sum + 1
    if (dimension === 'status') return sum + STATUSES
    if (dimension === 'sink') return sum + sinks
    return sum + Object.keys(name === 'Rejected' ? REFUSALS : RECONCILE_FAULTS).length
  }, 0)
