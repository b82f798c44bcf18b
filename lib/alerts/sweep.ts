import { StoreError } from '../errors.ts'
import { INCIDENTS_AT_ONCE, MAX_SWEPT_INCIDENTS } from '../limits.ts'
import type { AlertPorts } from './alert-ports.ts'
import { forEachAtOnce } from './for-each-at-once.ts'
import { reduceIncident } from './incident/incident.ts'
import type { IncidentItem, IncidentKey } from './incident/incident-item.ts'
import { incidentContextOf } from './incident-context-of.ts'
import type { Silence } from './policy/alert-policy.ts'
import { strikeOffAll } from './strike-off-all.ts'
import { type DueOfSink, tellSink } from './tell-sink.ts'

/**
 * Tells what is due by time: updates that waited, ends of incidents, what a sink could not take, and what a sender that died
 * had claimed. Every sink by itself, so that none waits for another.
 *
 * @param isTimeLeft - asked before each incident is begun
 * @throws StoreError if it is not known what is due
 */
export const sweep = async (ports: AlertPorts, isTimeLeft: () => boolean, signal: AbortSignal): Promise<void> => {
  const silences = await ports.silences.active(ports.now(), signal)
  const keys = await ports.store.due(ports.now(), MAX_SWEPT_INCIDENTS, signal)
  const by = ports.newClaimant()
  const due: DueOfSink[] = []
  await forEachAtOnce(keys, INCIDENTS_AT_ONCE, async (key) => {
    if (isTimeLeft()) due.push(...(await claimDueOf(key, by, silences, ports, signal)))
  })

  const bySink = Map.groupBy(due, ({ notification }) => notification.sink)
  const told = await Promise.all(Array.from(bySink, ([sink, ofSink]) => tellSink(sink, ofSink, ports, signal)))
  const byItem = Map.groupBy(told.flat(), ({ due: { notification } }) => notification.item)
  await forEachAtOnce([...byItem], INCIDENTS_AT_ONCE, async ([item, deliveries]) => {
    const results = deliveries.map(({ due: { notification }, delivery }) => ({ ...notification, delivery }))
    await unlessStoreFails(ports, () => strikeOffAll(item, results, null, silences, ports, signal))
  })
  ports.report.swept(await ports.store.countPending(signal))
}

/** @returns what of an incident is due, claimed; nothing where another is at it */
const claimDueOf = async (
  key: IncidentKey,
  by: string,
  silences: readonly Silence[],
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<readonly DueOfSink[]> =>
  (await unlessStoreFails(ports, async () => {
    const before = await ports.store.read(key, signal)
    if (before === null) return []
    const context = incidentContextOf(key, before.workflowName, ports, silences, by)
    const reduced = reduceIncident(before, [], context)
    if (!reduced.isChanged) return []
    const item: IncidentItem | null = await ports.store.write(reduced.item, context.now, signal)
    return item === null ? [] : reduced.due.map((each) => ({ notification: { ...each, item }, route: context.route }))
  })) ?? []

/** One incident that cannot be stored must not keep the others from being told. */
const unlessStoreFails = async <T>({ report }: AlertPorts, work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    report.fault(error.message)
    return null
  }
}
