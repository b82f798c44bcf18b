import type { Claim, IncidentItem, SinkState } from './incident-item.ts'

/** Something that a sink is to be told, and that is claimed for one sender. */
export interface DueNotification {
  readonly sink: string
  readonly claim: Claim
  /** What the sink was told before. */
  readonly before: SinkState
  /** As it is when it is told. */
  readonly item: IncidentItem
}
