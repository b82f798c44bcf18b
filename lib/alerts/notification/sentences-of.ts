import { MAX_SILENCE_REASON_CHARS, MAX_TOLD_NAME_CHARS } from '../limits.ts'
import { countOf } from './count-of.ts'
import { failureCount } from './failure-count.ts'
import { formatDuration } from './format-duration.ts'
import { formatTime } from './format-time.ts'
import type { Notification } from './notification.ts'
import { oneLine } from './one-line.ts'
import { quietFor } from './quiet-for.ts'
import { verbOf } from './verb-of.ts'

/** What happened to a workflow, in sentences: how often, since when, and how it stands. */
export const sentencesOf = (notification: Notification): readonly string[] => SENTENCES[notification.kind](notification)

const SENTENCES = {
  opened: (notification: Notification) => {
    const count = failureCount(notification)
    const last = lastFailure(notification)
    if (count === 1) return [`A run ${verbOf(notification, count)} ${last}.`]
    return [
      `${countOf(count, 'run')} ${verbOf(notification, count)} since ${sinceOf(notification)}; the last one ${last}.`,
    ]
  },

  update: (notification: Notification) => {
    const { newFailures } = notification
    const all = `${failureCount(notification).toLocaleString('en-US')} in all since ${sinceOf(notification)}`
    return [
      `${countOf(newFailures, 'more run')} ${verbOf(notification, newFailures)}, ${all}; the last one ${lastFailure(notification)}.`,
    ]
  },

  resolved: (notification: Notification) => [
    `${failuresOver(notification)}${untoldOf(notification)}`,
    RESOLVED_BECAUSE[notification.endReason ?? 'unrouted'](notification),
  ],

  recovered: (notification: Notification) => [
    failuresOver(notification),
    notification.endReason === null || notification.endReason === 'succeeded'
      ? 'It is over: a newer run has succeeded.'
      : RESOLVED_BECAUSE[notification.endReason](notification),
  ],
} as const satisfies Record<Notification['kind'], (notification: Notification) => readonly string[]>

const RESOLVED_BECAUSE = {
  succeeded: ({ firstFailAt, endedAt }: Notification) =>
    `It is over${endedAt === null ? '' : ` after ${formatDuration(endedAt - firstFailAt)}`}: a newer run has succeeded.`,
  quiet: (notification: Notification) =>
    `No run has failed like this, and none has succeeded, for ${quietFor(notification)}, so this is closed. Whether the workflow works again is not known.`,
  operator: ({ endNote = '' }: Notification) =>
    `An operator closed it: ${oneLine(endNote, MAX_SILENCE_REASON_CHARS)}. Failures from now on open a new incident.`,
  unrouted: ({ route, endedAt }: Notification) =>
    endedAt === null
      ? 'Its route no longer tells this receiver. The workflow may still be failing.'
      : `Route ${oneLine(route, MAX_TOLD_NAME_CHARS)} is gone from the policy, so this is closed. The workflow may still be failing.`,
} as const

const at = ({ failure, lastFailAt }: Notification): number => failure?.at ?? lastFailAt

const lastFailure = (notification: Notification): string => {
  const { failure } = notification
  const took = failure === null || failure.durationMs === null ? '' : `, after ${formatDuration(failure.durationMs)}`
  return `at ${formatTime(at(notification))}${took}`
}

const sinceOf = (notification: Notification): string => formatTime(notification.firstFailAt, at(notification))

const failuresOver = (notification: Notification): string => {
  const { firstFailAt, lastFailAt } = notification
  const count = failureCount(notification)
  const runs = `${countOf(count, 'run')} ${verbOf(notification, count)}`
  if (count === 1) return `${runs} at ${formatTime(lastFailAt)}.`
  if (firstFailAt >= lastFailAt) return `${runs}, the last one at ${formatTime(lastFailAt)}.`
  return `${runs} from ${formatTime(firstFailAt, lastFailAt)} to ${formatTime(lastFailAt)}.`
}

const untoldOf = (notification: Notification): string => {
  const { newFailures } = notification
  if (newFailures === 0 || newFailures >= failureCount(notification)) return ''
  return ` ${newFailures.toLocaleString('en-US')} of them ${newFailures === 1 ? 'was' : 'were'} not told before.`
}
