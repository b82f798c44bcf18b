import type { AlertPorts } from './alert-ports.ts'
import type { Delivery } from './incident/delivery.ts'
import type { Reduced } from './incident/incident.ts'
import { reduceIncident } from './incident/incident.ts'
import type { Claim, IncidentItem } from './incident/incident-item.ts'
import { strikeOff } from './incident/strike-off.ts'
import { incidentContextOf } from './incident-context-of.ts'
import { MAX_LOST_RACES, MAX_RACE_WAIT_MS } from './limits.ts'
import type { Silence } from './policy/alert-policy.ts'

export interface ClaimDelivery {
  readonly sink: string
  readonly claim: Claim
  readonly delivery: Delivery
}

/**
 * Stores how the attempts to tell an incident's sinks ended, and claims what is due next.
 *
 * @param item - as it was stored with the claims
 * @param deliveries - how each claim's attempt ended, by sink
 * @param claimant - who is to tell what is due next; null for the next sweep
 * @returns what was stored; null where others were always first: the claims lapse then, and a sink may be told again
 */
export const strikeOffAll = async (
  item: IncidentItem,
  deliveries: readonly ClaimDelivery[],
  claimant: string | null,
  silences: readonly Silence[],
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Reduced | null> => {
  let current: IncidentItem | null = item
  for (let race = 0; race < MAX_LOST_RACES && current !== null; race += 1) {
    const context = incidentContextOf(current.key, current.workflowName, ports, silences, claimant)
    let struck: IncidentItem = current
    for (const { sink, claim, delivery } of deliveries) {
      struck = strikeOff(struck, sink, claim, delivery, context.route, context.now)
    }
    const reduced = reduceIncident(struck, [], context)
    const stored = await ports.store.write(reduced.item, context.now, signal)
    if (stored !== null) return { ...reduced, item: stored }
    await ports.sleep(ports.random() * MAX_RACE_WAIT_MS, signal)
    current = await ports.store.read(item.key, signal)
  }
  return null
}
