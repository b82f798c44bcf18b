import { cutText } from '../../run/cut-text.ts'
import { isoTime } from '../../run/iso-time.ts'
import {
  MAX_PAGER_KEY_CHARS,
  MAX_PAGER_SUMMARY_CHARS,
  MAX_PAGER_TEXT_CHARS,
  MAX_SAMPLE_ERROR_CHARS,
} from '../limits.ts'
import { describeNotification } from '../notification/describe-notification.ts'
import { errorLine } from '../notification/error-line.ts'
import { failureCount } from '../notification/failure-count.ts'
import { isAlarm } from '../notification/is-alarm.ts'
import { isLinkable } from '../notification/is-linkable.ts'
import type { Notification } from '../notification/notification.ts'
import { oneLine } from '../notification/one-line.ts'
import type { Severity } from '../policy/alert-policy.ts'

/** An event of PagerDuty's Events API v2, but for its routing key. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'resolve'
  /** All of an incident is one alert there. */
  readonly dedup_key: string
  /** Of a trigger. */
  readonly payload?: {
    readonly summary: string
    /** What is affected. */
    readonly source: string
    readonly severity: Severity
    readonly timestamp?: string
    readonly component: string
    readonly group: string
    readonly class: string
    readonly custom_details: Readonly<Record<string, string | number>>
  }
  readonly links?: readonly { readonly href: string; readonly text: string }[]
  readonly client?: string
  readonly client_url?: string
}

/**
 * Makes an event of a notification: a trigger of what is broken, which wakes somebody the first time, and a resolve of all
 * else.
 *
 * @see https://developer.pagerduty.com/api-reference/368ae3d938c9e-send-an-event-to-pager-duty
 */
export const pagerDutyEvent = (notification: Notification): PagerDutyEvent => {
  const dedup_key = oneLine(notification.incidentId, MAX_PAGER_KEY_CHARS) || 'unknown'
  if (!isAlarm(notification)) return { event_action: 'resolve', dedup_key }
  const { title, sentences, facts } = describeNotification(notification)
  const { severity, workflowName, route, tenantId, lastFailAt, failure } = notification
  const links = facts.filter(({ isLink }) => isLink).map(({ label, text }) => ({ href: text, text: label }))
  const texts = facts.filter(({ isLink }) => !isLink)
  const details = Object.fromEntries(texts.map(({ label, text }) => [label, cutText(text, MAX_PAGER_TEXT_CHARS)]))
  const runUrl = failure?.url ?? ''
  return {
    event_action: 'trigger',
    dedup_key,
    payload: {
      summary: summaryOf(title, notification),
      source: `Hatchet tenant ${line(tenantId)}`,
      severity,
      ...timestampOf(lastFailAt),
      component: line(workflowName),
      group: line(route),
      class: failure?.status === 'CANCELLED' ? 'cancelled run' : 'failed run',
      custom_details: { 'What happened': sentences.join(' '), Runs: failureCount(notification), ...details },
    },
    links,
    ...(isLinkable(runUrl) ? { client: 'Hatchet', client_url: runUrl } : {}),
  }
}

const line = (text: string): string => oneLine(text, MAX_PAGER_KEY_CHARS) || 'unknown'

/** What a phone reads out: what failed, and why. */
const summaryOf = (title: string, notification: Notification): string => {
  const error = errorLine(notification.failure?.error ?? null, MAX_SAMPLE_ERROR_CHARS)
  const last = failureCount(notification) > 1 ? '; last error: ' : ': '
  return cutText(error === '' ? title : `${title}${last}${error}`, MAX_PAGER_SUMMARY_CHARS)
}

/** The last ms of the last year that ISO 8601 writes with four digits. */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const timestampOf = (time: number): { readonly timestamp?: string } =>
  time >= 0 && time <= LAST_TIME ? { timestamp: isoTime(time) } : {}
