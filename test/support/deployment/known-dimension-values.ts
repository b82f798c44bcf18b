import type { ReconcileFault } from '../../../lib/reconcile/tenant-tick.ts'
import { TERMINAL_STATUSES } from '../../../lib/run/run-status.ts'
import { createEventWriter } from '../../../lib/telemetry/event-writer.ts'
import { REFUSALS } from '../../../lib/webhook/refusals.ts'
import { readMetrics } from '../../../local/emf/read-metrics.ts'

const RECONCILE_FAULTS: Record<ReconcileFault, true> = {
  auth: true,
  throttled: true,
  unavailable: true,
  'too-large': true,
  answer: true,
  ledger: true,
  queue: true,
  secret: true,
}

/** The values that the code gives a dimension at stage `test`; those of sinks and workflows are the user's. */
export const knownDimensionValues = (name: string): readonly string[] => {
  switch (name) {
    case 'reason':
      return [...Object.keys(REFUSALS), ...Object.keys(RECONCILE_FAULTS)]
    case 'status':
      return TERMINAL_STATUSES
    default:
      return emitted().flatMap((dimensions) => dimensions[name] ?? [])
  }
}

/** The dimensions of a metric as a function writes it. */
const emitted = (): readonly Readonly<Record<string, string>>[] => {
  const lines: string[] = []
  const write = createEventWriter({ stage: 'test', now: () => 0, write: (line) => lines.push(line) })
  write({ level: 'INFO', message: 'swept', members: {}, metrics: { OpenIncidents: 0 } }, {})
  return lines.flatMap(readMetrics).map(({ dimensions }) => dimensions)
}
