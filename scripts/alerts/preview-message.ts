import type { Notification } from '../../lib/alerts/notification/notification.ts'
import type { SinkDefinition } from '../../lib/alerts/policy/sink-definition.ts'
import { emailSubject } from '../../lib/alerts/sinks/email-subject.ts'
import { emailText } from '../../lib/alerts/sinks/email-text.ts'
import { pagerDutyEvent } from '../../lib/alerts/sinks/pager-duty-event.ts'
import { slackMessage } from '../../lib/alerts/sinks/slack-message.ts'
import { pagerDutyText } from '../../local/sinks/pager-duty-text.ts'
import { slackText } from '../../local/sinks/slack-text.ts'
import type { ToldMessage } from '../../local/sinks/told-message.ts'

/** What people would see of a notification in a kind of sink. */
export const previewMessage = (kind: SinkDefinition['type'], notification: Notification): ToldMessage => {
  if (kind === 'slack') return slackText(slackMessage(notification))
  if (kind === 'pagerduty') return pagerDutyText(pagerDutyEvent(notification))
  return { by: 'e-mail', subject: emailSubject(notification), text: emailText(notification) }
}
