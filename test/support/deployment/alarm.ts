interface Dimension {
  readonly Name: string
  readonly Value: unknown
}

/** What alarms have in common with the metrics of a dashboard: one metric. */
interface WatchedMetric {
  readonly Namespace: string
  readonly MetricName: string
  readonly Dimensions: readonly Dimension[]
}

/** The properties of an alarm. */
export interface Alarm extends Partial<WatchedMetric> {
  readonly AlarmName: string
  readonly AlarmDescription: string
  readonly AlarmActions: readonly unknown[]
  readonly OKActions: readonly unknown[]
  readonly TreatMissingData: string
  readonly Threshold: number
  readonly EvaluationPeriods: number
  readonly Period?: number
  readonly Statistic?: string
  /** Where it is a query (CloudWatch Metrics Insights) and not one metric. */
  readonly Metrics?: readonly { readonly Expression: string; readonly Period: number }[]
}
