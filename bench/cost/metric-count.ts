import { METRICS, type MetricName } from '../../lib/telemetry/metrics.ts'
import { metricsOf } from './metrics-of.ts'
import { sum } from './sum.ts'

/** How many metrics a deployment has at most. */
export const metricCount = (sinks: number): number =>
  sum((Object.keys(METRICS) as MetricName[]).map((name) => metricsOf(name, sinks)))
