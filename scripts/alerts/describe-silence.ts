import { formatDuration } from '../../lib/alerts/notification/format-duration.ts'
import { formatTime } from '../../lib/alerts/notification/format-time.ts'
import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import type { Silence } from '../../lib/alerts/policy/alert-policy.ts'

/** What a silence holds back, until when, and why. */
export const describeSilence = ({ match, until, reason }: Silence, now: number): string => {
  const { workflow = '*', tenant } = match
  const what = tenant === undefined ? workflow : `${workflow} of tenant ${tenant}`
  return `${what} until ${formatTime(until)} (${formatDuration(until - now)} more): ${oneLine(reason, 200)}`
}
