import type { EndedIncident, FailureSample, NotificationKind } from '../incident/incident-item.ts'
import type { Severity } from '../policy/alert-policy.ts'

/** Why a message goes to the fallback. */
export interface Undelivered {
  readonly sink: string
  /** For people: it holds nothing of a secret. */
  readonly why: string
}

/** What a person is told of an incident. Times are ms since 1970. */
export interface Notification {
  readonly kind: NotificationKind
  /** Of the incident: the same for all that is told of it. */
  readonly incidentId: string
  readonly route: string
  readonly severity: Severity
  /** https URL; null for none. */
  readonly runbook: string | null
  readonly tenantId: string
  readonly workflowId: string
  readonly workflowName: string
  /** Failures that this sink was not told of before. */
  readonly newFailures: number
  /** Failures of the incident; of all those told now where it is over already. */
  readonly totalFailures: number
  readonly firstFailAt: number
  readonly lastFailAt: number
  /** Null while the incident is open. */
  readonly endedAt: number | null
  readonly endReason: EndedIncident['reason'] | null
  /** What an operator said who ended it. */
  readonly endNote?: string
  /** The newest failure; null where none is known. */
  readonly failure: FailureSample | null
  /** Whether it is a test that an operator asked for. */
  readonly isTest: boolean
  /** Of a message to the fallback: the sink that it was for. */
  readonly undelivered?: Undelivered
}
