import type { MetricValue } from '../emf/read-metrics.ts'
import { duration } from '../terminal/duration.ts'
import { table } from '../terminal/table.ts'

/** A table of the metrics that CloudWatch would show, summed over the demo. */
export const showMetrics = (metrics: readonly MetricValue[]): string[] => {
  const grouped = Map.groupBy(metrics, ({ name, dimensions: { service, stage, ...own } }) =>
    [name, ...Object.values(own)].join(' '),
  )
  const rows = [...grouped].sort().map(([key, values]) => {
    const [name = '', dimension = ''] = key.split(' ')
    const numbers = values.map(({ value }) => value)
    const sum = numbers.reduce((total, value) => total + value, 0)
    return values[0]?.unit === 'Count'
      ? [name, dimension, String(sum)]
      : [
          name,
          dimension,
          `average ${duration(Math.round(sum / numbers.length))}, highest ${duration(Math.max(...numbers))}`,
        ]
  })
  return table(['metric', 'of', 'value'], rows)
}
