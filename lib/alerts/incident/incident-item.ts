import type { TerminalStatus } from '../../run/run-status.ts'

/**
 * All that is known of the failures of one workflow in one route, as the table keeps it. All times are ms since 1970.
 *
 * There is no list of messages: each sink's member says what it was last told, and messages are the difference.
 */
export interface IncidentItem {
  readonly key: IncidentKey
  /** Raised by every write; 0 for an item that is not stored yet. */
  readonly version: number
  readonly workflowName: string
  readonly open: OpenIncident | null
  /** The incident that ended last. */
  readonly last: EndedIncident | null
  /** Failures counted in this item's life: those of incidents, and those told as recovered. */
  readonly ever: number
  /** Newest event times. */
  readonly lastFailAt: number | null
  readonly lastOkAt: number | null
  /** Failures that did not open an incident, yet. */
  readonly recent: readonly RecentFailure[]
  /** The last failures that were counted, oldest first: against redelivery. */
  readonly seen: readonly SeenFailure[]
  /** The newest failure since the last incident ended, for the text. */
  readonly sample: FailureSample | null
  readonly sinks: Readonly<Record<string, SinkState>>
  /** When there is something to do next; null for never. */
  readonly dueAt: number | null
}

export interface IncidentKey {
  readonly tenantId: string
  readonly workflowId: string
  /** Name of the route. */
  readonly route: string
}

export interface OpenIncident {
  readonly id: string
  readonly openedAt: number
  readonly firstFailAt: number
  /** Failures of this incident, those that led to it included. */
  readonly total: number
  /** Whether notifications were held back when it opened. */
  readonly isSilenced: boolean
}

export interface EndedIncident extends OpenIncident {
  readonly lastFailAt: number
  readonly endedAt: number
  /**
   * `succeeded`: a newer run has. `quiet`: no runs for long. `unrouted`: the policy has no such route any more. `operator`:
   * somebody said so.
   */
  readonly reason: 'succeeded' | 'quiet' | 'unrouted' | 'operator'
  /** What the operator said. */
  readonly note?: string
  /** Its newest failure; absent where that was not kept. */
  readonly sample?: FailureSample
  /** `ever` when it ended. */
  readonly everAtEnd: number
}

export interface SeenFailure {
  /** 16 hex digits of its summary's id. */
  readonly outcomeId: string
  /** Whole seconds. */
  readonly arrivedAt: number
}

export interface RecentFailure {
  readonly at: number
  readonly arrivedAt: number
}

/** What a message says of a failure. */
export interface FailureSample {
  readonly at: number
  readonly runId: string
  readonly displayName: string
  readonly status: TerminalStatus
  readonly url: string
  /** First line of the error; null without text. */
  readonly error: string | null
  readonly failedTasks: readonly string[]
  readonly durationMs: number | null
}

/** What a sink was told, and who is telling it. */
export interface SinkState {
  /** The incident that it was told of and that is open there; null for none. */
  readonly incidentId: string | null
  /** An incident that it may have been told of, without an answer; null for none. */
  readonly maybeIncidentId: string | null
  /** Of `ever`, how many failures it was told of, or need not be. */
  readonly told: number
  /** When it was last told anything; null for never. */
  readonly toldAt: number | null
  /** Least time until the next update, ms. */
  readonly intervalMs: number
  /** Since when sends fail, and how often they did; null and 0 if the last one went through. */
  readonly failingSince: number | null
  readonly tries: number
  /** Not before; null for at once. */
  readonly tryAt: number | null
  readonly claim: Claim | null
}

export type NotificationKind = 'opened' | 'update' | 'resolved' | 'recovered'

/** One sender's right to tell a sink, so that no two tell it the same. */
export interface Claim {
  /** The sender. */
  readonly by: string
  /** When it lapses: a sender that died is followed by another. */
  readonly until: number
  readonly kind: NotificationKind
  /** What is told: the incident that is open at the sink once it was, and the sink's `told`. */
  readonly incidentId: string | null
  readonly told: number
}
