import { CLAIM_MS } from '../limits.ts'
import type { DueNotification } from './due-notification.ts'
import { heldIncidentId } from './held-incident-id.ts'
import type { IncidentContext } from './incident-context.ts'
import type { Claim, IncidentItem, NotificationKind, SinkState } from './incident-item.ts'
import { nextNotification } from './next-notification.ts'

/**
 * Claims what is due for the claimant. A claim of its own that was not struck off is due again: the write that made it may
 * have gone through without an answer.
 */
export const claimDue = (
  item: IncidentItem,
  context: IncidentContext,
): { readonly item: IncidentItem; readonly due: readonly DueNotification[] } => {
  const claims = new Map<string, Claim>()
  for (const [name, sink] of Object.entries(item.sinks)) {
    const claim = claimOf(item, name, sink, context)
    if (claim !== null) claims.set(name, claim)
  }
  if (claims.size === 0) return { item, due: [] }
  const sinks = Object.fromEntries(
    Object.entries(item.sinks).map(([name, sink]) => [name, claimed(sink, claims.get(name))]),
  )
  const reduced = { ...item, sinks }
  const due = Object.entries(item.sinks).flatMap(([sink, before]) => {
    const claim = claims.get(sink)
    return claim === undefined ? [] : [{ sink, claim, before, item: reduced }]
  })
  return { item: reduced, due }
}

/** What a claim that lapsed may have told is not forgotten. */
const claimed = (sink: SinkState, claim: Claim | undefined): SinkState =>
  claim === undefined ? sink : { ...sink, maybeIncidentId: heldIncidentId(sink, false), claim }

const claimOf = (item: IncidentItem, name: string, sink: SinkState, context: IncidentContext): Claim | null => {
  const { now, claimant } = context
  const isOthers = sink.claim !== null && sink.claim.by !== claimant && sink.claim.until > now
  if (claimant === null || isOthers) return null
  const next = nextNotification(item, name, sink, context)
  if (next === null || next.at > now) return null
  return { by: claimant, until: now + CLAIM_MS, kind: next.kind, ...toldOnce(item, sink, next.kind) }
}

/** What a sink has been told once it was told this. What ended goes with `resolved`; what is open now is told next. */
const toldOnce = (
  { open, last, ever }: IncidentItem,
  { told, incidentId }: SinkState,
  kind: NotificationKind,
): Pick<Claim, 'incidentId' | 'told'> => {
  if (kind !== 'resolved') return { incidentId: open?.id ?? null, told: ever }
  const isOver = open === null || open.id === incidentId
  return { incidentId: null, told: isOver ? ever : Math.max(told, last?.everAtEnd ?? 0) }
}
