import type { DueNotification } from '../incident/due-notification.ts'
import { heldIncidentId } from '../incident/held-incident-id.ts'
import type { EndedIncident, IncidentItem, NotificationKind, SinkState } from '../incident/incident-item.ts'
import type { Route } from '../policy/alert-policy.ts'
import type { Notification } from './notification.ts'

/**
 * What a sink is told of an incident.
 *
 * @param route - of the incident; null where the policy has it no more
 */
export const notificationOf = ({ claim, before, item }: DueNotification, route: Route | null): Notification => {
  const newFailures = claim.told - before.told
  const ended = endedOf(item, claim.kind, before)
  const incident = ended ?? item.open
  return {
    kind: claim.kind,
    incidentId: (claim.kind === 'resolved' ? heldIncidentId(before, false) : incident?.id) ?? threadOf(item),
    route: item.key.route,
    severity: route?.severity ?? 'error',
    runbook: route?.runbook ?? null,
    tenantId: item.key.tenantId,
    workflowId: item.key.workflowId,
    workflowName: item.workflowName,
    newFailures,
    totalFailures: incident?.total ?? newFailures,
    firstFailAt: incident?.firstFailAt ?? item.sample?.at ?? 0,
    lastFailAt: ended?.lastFailAt ?? (claim.kind === 'recovered' ? item.sample?.at : item.lastFailAt) ?? 0,
    endedAt: ended?.endedAt ?? null,
    endReason: ended?.reason ?? (claim.kind === 'resolved' ? 'unrouted' : null),
    ...(ended?.note === undefined ? {} : { endNote: ended.note }),
    failure: ended?.sample ?? item.sample,
    isTest: false,
  }
}

/** The incident that a message says has ended. What ended before it and was not told is told with it. */
const endedOf = ({ open, last }: IncidentItem, kind: NotificationKind, before: SinkState): EndedIncident | null => {
  if (kind === 'resolved') return heldIncidentId(before, false) === open?.id ? null : last
  return kind === 'recovered' && last !== null && before.told < last.everAtEnd ? last : null
}

/** Failures that opened no incident have one thread of their own. */
const threadOf = ({ key }: IncidentItem): string => `${key.route}-${key.workflowId}`
