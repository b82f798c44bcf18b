import { METRIC_NAMESPACE, METRICS, type MetricName } from './metrics.ts'

/** One line of log that CloudWatch also reads metrics from. */
export interface EmfEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number
  /** Values of this event's metrics; those that are no finite number are left out, as CloudWatch would drop the whole line. */
  readonly metrics: Readonly<Partial<Record<MetricName, number | null>>>
  /** Dimensions and all other members, in the order they are to be read. */
  readonly members: Readonly<Record<string, string | number | null>>
  /** A further dimension, by its member's name, of those metrics that have a `status`. */
  readonly extraDimension?: string
}

/** Writes an event in CloudWatch's embedded metric format (specification of 2025), as JSON on one line. */
export const emfLine = ({ timestamp, metrics, members, extraDimension }: EmfEvent): string => {
  const values = Object.entries(metrics).filter((entry): entry is [MetricName, number] => Number.isFinite(entry[1]))
  return JSON.stringify({
    ...members,
    ...Object.fromEntries(values),
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: directives(
        values.map(([name]) => name),
        extraDimension,
      ),
    },
  })
}

/** One directive for all metrics of the same dimensions: names of metrics are said once. */
const directives = (names: readonly MetricName[], extraDimension: string | undefined) =>
  [...Map.groupBy(names, (name) => METRICS[name].dimensions.join())].map(([joined, grouped]) => {
    const own = joined === '' ? [] : joined.split(',')
    const dimensions = ['service', 'stage', ...own]
    return {
      Namespace: METRIC_NAMESPACE,
      Dimensions:
        extraDimension && own.includes('status') ? [dimensions, [...dimensions, extraDimension]] : [dimensions],
      Metrics: grouped.map((name) => ({ Name: name, Unit: METRICS[name].unit })),
    }
  })
