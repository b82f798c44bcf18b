/** The schedules that serverless.yml gives `reconcile`, by name, and how long each may stand still before it counts as lost, ms: four ticks. */
export const POLL_SCHEDULES = {
  '5min': 4 * 5 * 60_000,
  hourly: 4 * 3_600_000,
  daily: 4 * 86_400_000,
} as const
