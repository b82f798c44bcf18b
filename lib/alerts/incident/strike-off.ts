import { MAX_UPDATE_INTERVAL_MS } from '../limits.ts'
import type { IncidentRules } from '../policy/alert-policy.ts'
import type { Delivery } from './delivery.ts'
import { heldIncidentId } from './held-incident-id.ts'
import type { Claim, IncidentItem, SinkState } from './incident-item.ts'

/**
 * Notes how an attempt to tell a sink ended. Only who still has the very claim may: a slow sender's word no longer counts
 * once another has taken over, or once it has claimed something else itself.
 *
 * @param claim - what was to be told
 * @param rules - of the route; null where that is gone
 * @param now - milliseconds since 1970
 */
export const strikeOff = (
  item: IncidentItem,
  name: string,
  claim: Claim,
  delivery: Delivery,
  rules: IncidentRules | null,
  now: number,
): IncidentItem => {
  const sink = item.sinks[name]
  if (sink?.claim == null || !isSame(sink.claim, claim)) return item
  return { ...item, sinks: { ...item.sinks, [name]: after(sink, claim, delivery, rules, now) } }
}

const isSame = (a: Claim, b: Claim): boolean =>
  a.by === b.by && a.until === b.until && a.kind === b.kind && a.incidentId === b.incidentId && a.told === b.told

const after = (
  sink: SinkState,
  claim: Claim,
  delivery: Delivery,
  rules: IncidentRules | null,
  now: number,
): SinkState => {
  if (delivery.type === 'deferred') {
    const failingSince = delivery.isFailing ? (sink.failingSince ?? now) : sink.failingSince
    return { ...sink, claim: null, tryAt: delivery.tryAt, failingSince }
  }
  if (delivery.type === 'failed') {
    const failingSince = sink.failingSince ?? now
    const maybeIncidentId = heldIncidentId(sink, false)
    return { ...sink, maybeIncidentId, claim: null, tryAt: delivery.tryAt, tries: sink.tries + 1, failingSince }
  }
  const intervalMs =
    claim.kind === 'update'
      ? Math.min(2 * sink.intervalMs, MAX_UPDATE_INTERVAL_MS)
      : (rules?.updateEvery ?? sink.intervalMs)
  const { incidentId, told } = claim
  return {
    incidentId,
    maybeIncidentId: null,
    told,
    toldAt: now,
    intervalMs,
    failingSince: null,
    tries: 0,
    tryAt: null,
    claim: null,
  }
}
