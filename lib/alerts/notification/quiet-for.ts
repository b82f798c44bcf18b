import { countOf } from './count-of.ts'
import { formatDuration } from './format-duration.ts'
import type { Notification } from './notification.ts'

const DAY_MS = 86_400_000

/** How long nothing ran before an incident was closed, roughly: incidents are looked at once an hour. */
export const quietFor = ({ lastFailAt, endedAt }: Pick<Notification, 'lastFailAt' | 'endedAt'>): string => {
  const quietMs = (endedAt ?? lastFailAt) - lastFailAt
  return quietMs < DAY_MS ? formatDuration(quietMs) : countOf(Math.floor(quietMs / DAY_MS), 'day')
}
