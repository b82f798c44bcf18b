import type { IncidentItem, SinkState } from '../../../lib/alerts/incident/incident-item.ts'
import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import type { IncidentWrite } from './memory-incidents.ts'

/** A notification that a sink took. */
export interface ToldNotification {
  readonly at: number
  readonly worker: string
  readonly sink: string
  readonly notification: Notification
  /** Whether the sender heard that the sink took it. */
  readonly hasAnswer: boolean
  /** Whether it was struck off: if not, it is told again. */
  isStruckOff: boolean
}

/** Failures that a sink need not be told, from a write on. */
interface WrittenOff {
  readonly sink: string
  readonly item: IncidentItem
  readonly failures: number
  /** Whether no incident was open then; one may be that the same write opens. */
  readonly wasOver: boolean
}

export interface ToldLog {
  readonly told: readonly ToldNotification[]
  /** What is wrong with what was struck off. */
  readonly problems: readonly string[]
  readonly writtenOff: readonly WrittenOff[]
  take(message: Notification | Digest, by: Pick<ToldNotification, 'at' | 'worker' | 'sink' | 'hasAnswer'>): void
  /** A write has happened. */
  wrote(write: IncidentWrite): void
}

/** Matches what sinks took with what was struck off: nothing may be struck off that no sink took. */
export const createToldLog = (): ToldLog => {
  const told: ToldNotification[] = []
  const problems: string[] = []
  const writtenOff: WrittenOff[] = []
  const strikeOff = (sink: string, item: IncidentItem, { claim, told: toldBefore }: SinkState): void => {
    const match = told.find(
      (each) =>
        !each.isStruckOff &&
        each.sink === sink &&
        each.worker === claim?.by.split('.')[0] &&
        each.notification.workflowId === item.key.workflowId &&
        each.notification.kind === claim.kind &&
        each.notification.newFailures === claim.told - toldBefore,
    )
    if (match === undefined) problems.push(`${sink} was never told what was struck off: ${JSON.stringify(claim)}`)
    else match.isStruckOff = true
  }
  return {
    told,
    problems,
    writtenOff,
    take: (message, by) => {
      for (const notification of message.kind === 'digest' ? message.notifications : [message]) {
        told.push({ ...by, notification, isStruckOff: false })
      }
    },
    wrote: ({ before: stored, after: item }) => {
      for (const [sink, after] of Object.entries(item.sinks)) {
        const before = stored === null ? { ...after, told: 0, toldAt: null, claim: null } : stored.sinks[sink]
        if (before === undefined) continue
        if (after.told < before.told) problems.push(`${sink} knows less than before`)
        const isStruckOff = after.toldAt !== before.toldAt
        if (isStruckOff) strikeOff(sink, item, before)
        const off = after.told - (isStruckOff ? (before.claim?.told ?? 0) : before.told)
        if (off !== 0)
          writtenOff.push({
            sink,
            item,
            failures: off,
            wasOver: item.open === null || item.open.id !== stored?.open?.id,
          })
      }
    },
  }
}
