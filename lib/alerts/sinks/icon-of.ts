import type { Description } from '../notification/description.ts'
import type { Digest } from '../notification/digest.ts'
import { isAlarm } from '../notification/is-alarm.ts'
import type { Notification } from '../notification/notification.ts'
import type { Severity } from '../policy/alert-policy.ts'
import { SEVERITIES } from '../policy/severities.ts'

const ALARMS = { critical: '🚨', error: '🔴', warning: '🟠', info: '🔵' } as const satisfies Record<Severity, string>

/** What a chat shows before a title: how bad the worst is that is broken now, or that nothing is. */
export const iconOf = (message: Notification | Digest, { tone }: Pick<Description, 'tone'>): string => {
  if (tone !== 'alarm') return tone === 'relief' ? '✅' : '⚪'
  const alarms = (message.kind === 'digest' ? message.notifications : [message]).filter(isAlarm)
  return ALARMS[SEVERITIES.find((severity) => alarms.some((alarm) => alarm.severity === severity)) ?? 'error']
}
