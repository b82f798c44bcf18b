import type { AlertPorts } from './alert-ports.ts'
import { forEachAtOnce } from './for-each-at-once.ts'
import { reduceIncident } from './incident/incident.ts'
import type { IncidentItem, IncidentKey } from './incident/incident-item.ts'
import { incidentContextOf } from './incident-context-of.ts'
import { INCIDENTS_AT_ONCE, MAX_SWEPT_INCIDENTS } from './limits.ts'
import type { Silence } from './policy/alert-policy.ts'
import { reportGoneSinks } from './report-gone-sinks.ts'
import { strikeOffAll } from './strike-off-all.ts'
import { tellIncident } from './tell-incident.ts'
import { type DueOfSink, tellSink } from './tell-sink.ts'
import { unlessStoreFails } from './unless-store-fails.ts'

/**
 * Tells what is due by time: updates that waited, ends of incidents, what a sink could not take, and what a sender that died
 * had claimed. Every sink by itself, so that none waits for another.
 *
 * @param remainingMs - until all must be stored: a part of it is for claiming, a part for telling, the rest for noting
 * @throws StoreError if it is not known what is due
 */
export const sweep = async (ports: AlertPorts, remainingMs: number, signal: AbortSignal): Promise<void> => {
  const begun = ports.now()
  const isTimeTo = (share: number): boolean => ports.now() < begun + remainingMs * share
  const silences = await ports.silences.active(ports.now(), signal)
  const keys = await ports.store.due(ports.now(), MAX_SWEPT_INCIDENTS, signal)
  const by = ports.newClaimant()
  const due: DueOfSink[] = []
  await forEachAtOnce(keys, INCIDENTS_AT_ONCE, async (key) => {
    if (isTimeTo(CLAIM_SHARE)) due.push(...(await claimDueOf(key, by, silences, ports, signal)))
  })

  const bySink = Map.groupBy(due, ({ notification }) => notification.sink)
  const told = await Promise.all(
    Array.from(bySink, ([sink, ofSink]) => tellSink(sink, ofSink, ports, () => isTimeTo(TELL_SHARE), signal)),
  )
  const byItem = Map.groupBy(told.flat(), ({ due: { notification } }) => notification.item)
  await forEachAtOnce([...byItem], INCIDENTS_AT_ONCE, async ([item, deliveries]) => {
    const results = deliveries.map(({ due: { notification }, delivery }) => ({ ...notification, delivery }))
    // What follows at once, the beginning after an end, need not wait for the next minute.
    const claimant = isTimeTo(FOLLOW_SHARE) ? ports.newClaimant() : null
    await unlessStoreFails(ports, async () => {
      const next = await strikeOffAll(item, results, claimant, silences, ports, signal)
      if (next !== null) await tellIncident(next, silences, ports, signal)
    })
  })
  const pending = await unlessStoreFails(ports, () => ports.store.countPending(signal))
  if (pending !== null) ports.report.swept(pending)
}

/** Of the time there is, until when incidents are claimed, and until when sinks are told: what is claimed and not told waits. */
const CLAIM_SHARE = 0.3
const TELL_SHARE = 0.6
const FOLLOW_SHARE = 0.7

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
    if (item === null) return []
    reportGoneSinks(before, ports)
    return reduced.due.map((each) => ({ notification: { ...each, item }, route: context.route }))
  })) ?? []
