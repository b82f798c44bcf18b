import { heldIncidentId } from './held-incident-id.ts'
import type { IncidentContext } from './incident-context.ts'
import type { IncidentItem, SinkState } from './incident-item.ts'

/**
 * Brings the sinks of an item up to the policy: a new one starts as told, and one that is gone is forgotten once nothing is
 * open there. Of failures that are over, those of a silence are written off, and so are those of a sink that takes none.
 */
export const settleSinks = (item: IncidentItem, context: IncidentContext): IncidentItem => {
  const { route, sinks, now } = context
  const routed = (route?.sinks ?? []).filter((name) => sinks.has(name))
  const held = (name: string, state: SinkState) => heldIncidentId(state, sinks.get(name)?.takesRecovered !== false)
  const known = Object.entries(item.sinks).filter(
    ([name, state]) =>
      sinks.has(name) && (routed.includes(name) || held(name, state) !== null || isClaimed(state, now)),
  )
  const states = new Map(known)
  for (const name of routed) if (!states.has(name)) states.set(name, asTold(item, route?.updateEvery ?? 0, now))
  return {
    ...item,
    sinks: Object.fromEntries([...states].map(([name, state]) => [name, writtenOff(item, name, state, context)])),
  }
}

const isClaimed = ({ claim }: SinkState, now: number): boolean => claim !== null && claim.until > now

const asTold = ({ open, ever }: IncidentItem, intervalMs: number, now: number): SinkState => ({
  incidentId: open?.id ?? null,
  maybeIncidentId: null,
  told: ever,
  toldAt: open === null ? null : now,
  intervalMs,
  failingSince: null,
  tries: 0,
  tryAt: null,
  claim: null,
})

const writtenOff = (
  { open, last, ever }: IncidentItem,
  name: string,
  state: SinkState,
  { sinks, silencedUntil, now }: IncidentContext,
): SinkState => {
  const takesRecovered = sinks.get(name)?.takesRecovered !== false
  const isOver = open === null && heldIncidentId(state, takesRecovered) === null && !isClaimed(state, now)
  // What began before the silence is told when that ends.
  const beganBefore = last !== null && !last.isSilenced && state.told < last.everAtEnd
  const isUnheard = (silencedUntil !== null && !beganBefore) || !takesRecovered
  return isOver && isUnheard ? { ...state, told: ever, failingSince: null, tries: 0, tryAt: null, claim: null } : state
}
