import type { PagerDutyEvent } from '../../lib/alerts/sinks/pager-duty-event.ts'
import type { ToldMessage } from './told-message.ts'

/** What PagerDuty makes of an event, for whoever is on call. */
export const pagerDutyText = ({ event_action, dedup_key, payload, links = [] }: PagerDutyEvent): ToldMessage => {
  if (payload === undefined) return { by: 'PagerDuty', subject: event_action, text: `incident ${dedup_key}` }
  const details = Object.entries(payload.custom_details).map(([label, value]) => `${label}: ${value}`)
  const shown = links.filter(({ text }) => !(text in payload.custom_details))
  return {
    by: 'PagerDuty',
    subject: `${event_action} [${payload.severity}] ${payload.summary}`,
    text: [...details, ...shown.map(({ href, text }) => `${text}: ${href}`), `incident ${dedup_key}`].join('\n'),
  }
}
