import type { IncidentRules } from '../policy/alert-policy.ts'
import { heldIncidentId } from './held-incident-id.ts'
import type { IncidentContext } from './incident-context.ts'
import type { IncidentItem, NotificationKind, SinkState } from './incident-item.ts'

/** What a sink is to be told next, and when at the earliest: ms since 1970. */
export interface NextNotification {
  readonly kind: NotificationKind
  readonly at: number
}

/**
 * What a sink is to be told next: the difference between what happened and what it was told. Null for nothing.
 *
 * @param name - of the sink. One that the route no longer names is only told that its incident is resolved.
 */
export const nextNotification = (
  item: IncidentItem,
  name: string,
  sink: SinkState,
  { route, sinks, silencedUntil }: Pick<IncidentContext, 'route' | 'sinks' | 'silencedUntil'>,
): NextNotification | null => {
  const after = (time: number): number => Math.max(time, sink.tryAt ?? time)
  const isRouted = route?.sinks.includes(name) === true
  const heldId = heldIncidentId(sink, sinks.get(name)?.takesRecovered !== false)
  if (heldId !== null && (heldId !== item.open?.id || !isRouted)) {
    return { kind: 'resolved', at: after(Number.NEGATIVE_INFINITY) }
  }
  if (!isRouted || item.ever === sink.told) return null
  const untilHeard = silencedUntil ?? Number.NEGATIVE_INFINITY
  if (item.open === null) return { kind: 'recovered', at: after(Math.max(untilHeard, nextTellAt(sink, route))) }
  return sink.incidentId === null
    ? { kind: 'opened', at: after(untilHeard) }
    : { kind: 'update', at: after(Math.max(untilHeard, (sink.toldAt ?? 0) + sink.intervalMs)) }
}

const nextTellAt = ({ toldAt }: SinkState, { updateEvery }: IncidentRules): number =>
  toldAt === null ? Number.NEGATIVE_INFINITY : toldAt + updateEvery
