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

/** A write that noted that a sink was told, or need not be. */
export interface NotedTold {
  readonly sink: string
  readonly item: IncidentItem
  readonly before: SinkState
  readonly after: SinkState
  /** Whether it goes by a claim. */
  readonly isStruckOff: boolean
}

export interface ToldLog {
  readonly told: readonly ToldNotification[]
  /** What is wrong with what was struck off. */
  readonly problems: readonly string[]
  /** Failures that need not be told, by sink and workflow. */
  readonly writtenOff: readonly NotedTold[]
  take(message: Notification | Digest, by: Pick<ToldNotification, 'at' | 'worker' | 'sink' | 'hasAnswer'>): void
  /** A write has happened. */
  wrote(write: IncidentWrite): void
}

/** Matches what sinks took with what was struck off: nothing may be struck off that no sink took. */
export const createToldLog = (): ToldLog => {
  const told: ToldNotification[] = []
  const problems: string[] = []
  const writtenOff: NotedTold[] = []
  const strikeOff = ({ sink, item, before, after }: NotedTold): void => {
    const { claim } = before
    const match = told.find(
      (each) =>
        !each.isStruckOff &&
        each.sink === sink &&
        each.worker === claim?.by.split('.')[0] &&
        each.notification.workflowId === item.key.workflowId &&
        each.notification.kind === claim.kind &&
        each.notification.newFailures === after.told - before.told,
    )
    if (match === undefined) problems.push(`${sink} was never told what was struck off: ${JSON.stringify({ before, after })}`)
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
        const before = stored?.sinks[sink]
        if (before === undefined) continue
        const noted: NotedTold = { sink, item, before, after, isStruckOff: after.toldAt !== before.toldAt }
        if (after.told < before.told) problems.push(`${sink} knows less than before`)
        if (noted.isStruckOff) strikeOff(noted)
        else if (after.told !== before.told) writtenOff.push(noted)
      }
    },
  }
}
