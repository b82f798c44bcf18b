import type { NotificationKind } from '../incident/incident-item.ts'
import { MAX_DIGEST_ENTRIES, MAX_DIGEST_ERROR_CHARS } from '../limits.ts'
import { SEVERITIES } from '../policy/severities.ts'
import { countOf } from './count-of.ts'
import type { Description, Fact } from './description.ts'
import type { Digest } from './digest.ts'
import { errorLine } from './error-line.ts'
import { formatTime } from './format-time.ts'
import { isAlarm } from './is-alarm.ts'
import { isLinkable } from './is-linkable.ts'
import type { Notification } from './notification.ts'
import { titleOf } from './title-of.ts'

/** Most urgent first: who is woken may read no further than the first ones. */
const KINDS: readonly NotificationKind[] = ['opened', 'update', 'recovered', 'resolved']

const WORDS = {
  opened: 'began to fail',
  update: 'still failing',
  recovered: 'failed and over already',
  resolved: 'resolved',
} as const satisfies Record<NotificationKind, string>

/** Says many notifications as one: the most urgent by name, the rest in numbers. */
export const describeDigest = ({ notifications, at }: Digest): Description => {
  const sorted = notifications.toSorted((a, b) => urgency(a) - urgency(b))
  const rest = sorted.slice(MAX_DIGEST_ENTRIES)
  const isAnyAlarm = notifications.some(isAlarm)
  return {
    title: `${countOf(notifications.length, 'alert')}: ${countsOf(notifications)}`,
    tone: isAnyAlarm ? 'alarm' : 'note',
    sentences: [
      `More came at once than are told one by one. This is what there was to tell at ${formatTime(at)}, the most urgent first.`,
      `By severity: ${severitiesOf(notifications)}.`,
    ],
    facts: [
      ...sorted.slice(0, MAX_DIGEST_ENTRIES).flatMap(entryFacts),
      ...(rest.length === 0
        ? []
        : [{ label: 'And', text: `${countOf(rest.length, 'more alert')}: ${countsOf(rest)}`, isLink: false }]),
    ],
    advice: isAnyAlarm
      ? ["All of these runs are in Hatchet's dashboard: filter by status."]
      : ['Failed runs are not replayed by themselves: replay them in Hatchet if their work is needed.'],
  }
}

const urgency = ({ severity, kind }: Notification): number =>
  KINDS.length * SEVERITIES.indexOf(severity) + KINDS.indexOf(kind)

const countsOf = (notifications: readonly Notification[]): string =>
  KINDS.flatMap((kind) => {
    const count = notifications.filter((notification) => notification.kind === kind).length
    return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${WORDS[kind]}`]
  }).join(', ')

const severitiesOf = (notifications: readonly Notification[]): string =>
  SEVERITIES.flatMap((severity) => {
    const count = notifications.filter((notification) => notification.severity === severity).length
    return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${severity}`]
  }).join(', ')

const entryFacts = (notification: Notification): Fact[] => {
  const { failure, severity, isTest } = notification
  const title = `${isTest ? 'TEST: ' : ''}${titleOf(notification)}`
  if (failure === null || !isAlarm(notification)) return [{ label: severity, text: title, isLink: false }]
  const error = errorLine(failure.error, MAX_DIGEST_ERROR_CHARS)
  return [
    { label: severity, text: error === '' ? title : `${title} (${error})`, isLink: false },
    ...(isLinkable(failure.url) ? [{ label: 'Run', text: failure.url, isLink: true }] : []),
  ]
}
