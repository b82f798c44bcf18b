import * as v from 'valibot'
import { parseJson } from '../../lib/run/parse-json.ts'

const EmfSchema = v.looseObject({
  _aws: v.object({
    Timestamp: v.number(),
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: v.string(),
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.object({ Name: v.string(), Unit: v.string() })),
      }),
    ),
  }),
})

/** One value of a metric, as CloudWatch reads it from a log line. */
export interface MetricValue {
  readonly name: string
  readonly unit: string
  readonly value: number
  /** Dimensions by name. */
  readonly dimensions: Readonly<Record<string, string>>
}

/** The metrics of a log line; none where CloudWatch would find none, as in a line that a runtime has wrapped. */
export const readMetrics = (line: string): MetricValue[] => {
  const parsed = v.safeParse(EmfSchema, parseJson(line))
  if (!parsed.success) return []
  const members = parsed.output
  return members._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name, Unit }) => ({
        name: Name,
        unit: Unit,
        value: Number(members[Name]),
        dimensions: Object.fromEntries(names.map((name) => [name, String(members[name])])),
      })),
    ),
  )
}
