import { MAX_TOLD_NAME_CHARS } from '../limits.ts'
import type { Description, Fact } from './description.ts'
import { failureCount } from './failure-count.ts'
import { failureFacts } from './failure-facts.ts'
import { isAlarm } from './is-alarm.ts'
import { isLinkable } from './is-linkable.ts'
import type { Notification } from './notification.ts'
import { oneLine } from './one-line.ts'
import { sentencesOf } from './sentences-of.ts'
import { titleOf } from './title-of.ts'

/** Says what is told of an incident, for somebody who is woken by it. */
export const describeNotification = (notification: Notification): Description => {
  const { isTest } = notification
  const isBad = isAlarm(notification)
  return {
    title: `${isTest ? 'TEST: ' : ''}${titleOf(notification)}`,
    tone: isBad ? 'alarm' : isGood(notification) ? 'relief' : 'note',
    sentences: [
      ...(isTest ? ['This is a test that an operator asked for: nothing has happened. A real message would say:'] : []),
      ...sentencesOf(notification),
    ],
    facts: factsOf(notification, isBad),
    advice: isBad
      ? []
      : ['Failed runs are not replayed by themselves: replay them in Hatchet if their work is needed.'],
  }
}

const isGood = ({ kind, endReason }: Notification): boolean =>
  endReason === 'succeeded' || (kind === 'recovered' && endReason === null)

const factsOf = (notification: Notification, isBad: boolean): readonly Fact[] => {
  const { failure, workflowName, runbook, severity, route, tenantId } = notification
  const isLast = !isBad || failureCount(notification) > 1
  return [
    ...(failure === null ? [] : failureFacts(failure, workflowName, isLast)),
    ...(isBad && runbook !== null && isLinkable(runbook) ? [{ label: 'Runbook', text: runbook, isLink: true }] : []),
    { label: 'Severity', text: severity, isLink: false },
    { label: 'Route', text: oneLine(route, MAX_TOLD_NAME_CHARS), isLink: false },
    { label: 'Tenant', text: oneLine(tenantId, MAX_TOLD_NAME_CHARS), isLink: false },
  ]
}
