import { admit } from './admit.ts'
import type { AlertPorts } from './alert-ports.ts'
import { deliver } from './deliver.ts'
import type { Reduced } from './incident/incident.ts'
import { notificationOf } from './notification/notification-of.ts'
import type { Silence } from './policy/alert-policy.ts'
import { refused } from './refused.ts'
import { type ClaimDelivery, strikeOffAll } from './strike-off-all.ts'

/**
 * Tells what is due of one incident, all sinks at once, and stores that it was told. What follows at once (the next incident
 * is told after the end of the one before) is told too.
 *
 * @param reduced - as it is stored, with its claims
 * @param by - who has the claims
 * @throws StoreError: the claims lapse then, and a sweep tells it
 */
export const tellIncident = async (
  reduced: Pick<Reduced, 'item' | 'due'>,
  by: string,
  silences: readonly Silence[],
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<void> => {
  let { item, due } = reduced
  for (let round = 1; due.length > 0; round += 1) {
    const route = ports.policy.routes.find(({ name }) => name === item.key.route) ?? null
    const deliveries = await Promise.all(
      due.map(async (each): Promise<ClaimDelivery> => {
        const { sink, claim, before } = each
        const admission = await admit('admit', sink, ports, signal)
        const message = notificationOf(each, route)
        const delivery = admission.isAdmitted
          ? await deliver(sink, message, before, admission.failures, ports, signal)
          : await refused(sink, message, before, admission, ports, signal)
        return { sink, claim, delivery }
      }),
    )
    const claimant = round < MAX_ROUNDS ? by : null
    const next = await strikeOffAll(item, deliveries, claimant, silences, ports, signal)
    if (next === null) return
    ;({ item, due } = next)
  }
}

/** An end, and the beginning of the next incident. */
const MAX_ROUNDS = 2
