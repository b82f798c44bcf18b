import { admit } from './admit.ts'
import type { AlertPorts } from './alert-ports.ts'
import { deliver } from './deliver.ts'
import { hasFailedForLong } from './has-failed-for-long.ts'
import type { Delivery } from './incident/delivery.ts'
import type { DueNotification } from './incident/due-notification.ts'
import { notificationOf } from './notification/notification-of.ts'
import type { Route } from './policy/alert-policy.ts'
import { refused } from './refused.ts'
import type { Admission } from './sink-gate.ts'

/** Something that one sink is to be told. */
export interface DueOfSink {
  readonly notification: DueNotification
  /** Null where the policy has the route no more. */
  readonly route: Route | null
}

export interface ToldSink {
  readonly due: DueOfSink
  readonly delivery: Delivery
}

/**
 * Tells one sink all that is due there: one message each as far as the minute allows, the rest as one digest.
 *
 * @param isTimeLeft - asked before each message: what is not told then waits for the next sweep
 */
export const tellSink = async (
  sink: string,
  due: readonly DueOfSink[],
  ports: AlertPorts,
  isTimeLeft: () => boolean,
  signal: AbortSignal,
): Promise<readonly ToldSink[]> => {
  const told: ToldSink[] = []
  for (const [index, each] of due.entries()) {
    if (!isTimeLeft()) return [...told, ...due.slice(index).map((left) => waiting(left, ports.now()))]
    const admission = await admit('admit', sink, ports, signal)
    if (!admission.isAdmitted) return [...told, ...(await tellRest(sink, due.slice(index), admission, ports, signal))]
    const { notification, route } = each
    const message = notificationOf(notification, route)
    const delivery = await deliver(sink, message, notification.before, admission.failures, ports, signal)
    told.push({ due: each, delivery })
  }
  return told
}

const waiting = (due: DueOfSink, tryAt: number): ToldSink => ({
  due,
  delivery: { type: 'deferred', tryAt, isFailing: false },
})

/** What could not be told so long that it is given up is a digest of its own: the rest is still to come. */
const tellRest = async (
  sink: string,
  rest: readonly DueOfSink[],
  refusal: Refusal,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<readonly ToldSink[]> => {
  const now = ports.now()
  const isOver = ({ notification }: DueOfSink): boolean => hasFailedForLong(notification.before, now)
  const parts = [rest.filter(isOver), rest.filter((each) => !isOver(each))].filter((part) => part.length > 0)
  const told = await Promise.all(
    parts.map(async (part): Promise<readonly ToldSink[]> => {
      const delivery = await tellTogether(sink, part, refusal, ports, signal)
      return part.map((due) => ({ due, delivery }))
    }),
  )
  return told.flat()
}

type Refusal = Extract<Admission, { isAdmitted: false }>

const tellTogether = async (
  sink: string,
  part: readonly DueOfSink[],
  refusal: Refusal,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Delivery> => {
  const notifications = part.map(({ notification, route }) => notificationOf(notification, route))
  const digest = { kind: 'digest', notifications, at: ports.now() } as const
  const before = longestFailing(part)
  const takesDigests = !refusal.isResting && ports.sinks.get(sink)?.takesDigests === true
  const admission = takesDigests ? await admit('admitDigest', sink, ports, signal) : refusal
  return admission.isAdmitted
    ? deliver(sink, digest, before, admission.failures, ports, signal)
    : refused(sink, digest, before, admission, ports, signal)
}

const longestFailing = (part: readonly DueOfSink[]): DueNotification['before'] => {
  const states = part.map(({ notification }) => notification.before)
  const since = ({ failingSince }: DueNotification['before']): number => failingSince ?? Number.POSITIVE_INFINITY
  return states.reduce((longest, state) => (since(state) < since(longest) ? state : longest))
}
