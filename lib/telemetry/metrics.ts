interface Metric {
  readonly unit: 'Count' | 'Milliseconds'
  /** Dimensions beside `service` and `stage`. Their values come from closed sets: every combination is a billed metric. */
  readonly dimensions: readonly ('status' | 'reason' | 'sink')[]
}

/** Every metric there is, in the namespace {@link METRIC_NAMESPACE}. */
export const METRICS = {
  RunsForwarded: { unit: 'Count', dimensions: ['status'] },
  RunDuration: { unit: 'Milliseconds', dimensions: ['status'] },
  RunQueueTime: { unit: 'Milliseconds', dimensions: ['status'] },
  Ignored: { unit: 'Count', dimensions: [] },
  Rejected: { unit: 'Count', dimensions: ['reason'] },
  Duplicates: { unit: 'Count', dimensions: [] },
  LedgerErrors: { unit: 'Count', dimensions: [] },
  ReconcileTicks: { unit: 'Count', dimensions: [] },
  RunsChecked: { unit: 'Count', dimensions: [] },
  FoundByReconcile: { unit: 'Count', dimensions: [] },
  ReconcileErrors: { unit: 'Count', dimensions: ['reason'] },
  NotificationsSent: { unit: 'Count', dimensions: ['sink'] },
  NotificationsPostponed: { unit: 'Count', dimensions: ['sink'] },
  NotificationsFailed: { unit: 'Count', dimensions: ['sink'] },
  AlertErrors: { unit: 'Count', dimensions: [] },
  OpenIncidents: { unit: 'Count', dimensions: [] },
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS

export const METRIC_NAMESPACE = 'HatchetRunRelay'
