import { ASSUMPTIONS } from './assumptions.ts'
import { metricsOf } from './metrics-of.ts'
import { sum } from './sum.ts'

/** How many metrics the alarms of a deployment read at most: one each, and all that a query reads. */
export const alarmMetricCount = (sinks: number): number => {
  const { alarmQueries, deployed } = ASSUMPTIONS
  const { ReconcileErrors, NotificationsFailed } = alarmQueries
  return sum([
    deployed.alarms,
    metricsOf('ReconcileErrors', sinks) - ReconcileErrors.length,
    metricsOf('NotificationsFailed', sinks) - NotificationsFailed.length,
  ])
}
