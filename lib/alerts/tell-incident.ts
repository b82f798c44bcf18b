import { admit } from './admit.ts'
import type { AlertPorts } from './alert-ports.ts'
import { deliver } from './deliver.ts'
import type { DueNotification } from './incident/due-notification.ts'
import type { Reduced } from './incident/incident.ts'
import { notificationOf } from './notification/notification-of.ts'
import type { Silence } from './policy/alert-policy.ts'
import { refused } from './refused.ts'
import { type ClaimDelivery, strikeOffAll } from './strike-off-all.ts'

/**
 * Tells what is due of one incident, all sinks at once, and stores what each was told as soon as it has answered: none waits
 * for another. What follows at once (the next incident is told after the end of the one before) is told too.
 *
 * @param reduced - as it is stored, with its claims
 * @throws StoreError: the claims lapse then, and a sweep tells it
 */
export const tellIncident = async (
  { item, due }: Pick<Reduced, 'item' | 'due'>,
  silences: readonly Silence[],
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<void> => {
  const answered: ClaimDelivery[] = []
  const underWay = new Set<Promise<void>>()
  const tell = (each: DueNotification): void => {
    const telling = tellDue(each, ports, signal).then((delivery) => {
      answered.push(delivery)
      underWay.delete(telling)
    })
    underWay.add(telling)
  }
  due.forEach(tell)
  let current = item
  // What follows is told at once as often as there were sinks to tell, and by the next sweep after that.
  let mayFollow = due.length
  try {
    while (underWay.size > 0 || answered.length > 0) {
      if (answered.length === 0) await Promise.race(underWay)
      // What is still under way must not be claimed again with what follows, as its own claimant's would be.
      const claimant = mayFollow > 0 ? ports.newClaimant() : null
      const next = await strikeOffAll(current, answered.splice(0), claimant, silences, ports, signal)
      if (next === null) return
      mayFollow -= next.due.length
      next.due.forEach(tell)
      current = next.item
    }
  } finally {
    await Promise.allSettled(underWay)
  }
}

const tellDue = async (each: DueNotification, ports: AlertPorts, signal: AbortSignal): Promise<ClaimDelivery> => {
  const { sink, claim, before, item } = each
  const route = ports.policy.routes.find(({ name }) => name === item.key.route) ?? null
  const admission = await admit('admit', sink, ports, signal)
  const message = notificationOf(each, route)
  const delivery = admission.isAdmitted
    ? await deliver(sink, message, before, admission.failures, ports, signal)
    : await refused(sink, message, before, admission, ports, signal)
  return { sink, claim, delivery }
}
