import type { IncidentStore } from './incident-store.ts'
import type { Sink } from './notification/sink.ts'
import type { AlertPolicy } from './policy/alert-policy.ts'
import type { Silences } from './silences.ts'
import type { SinkGate } from './sink-gate.ts'

/** Is told what became of notifications. */
export interface AlertReporter {
  /** A sink was told; of a digest, of how many incidents. */
  sent(sink: string, kind: string, incidents: number): void
  /** A sink could not be told now. */
  postponed(sink: string, detail: string): void
  /** A sink will never be told: the fallback was, where there is one. */
  failed(sink: string, detail: string): void
  /** Something else went wrong, and nothing is lost by it. */
  fault(detail: string): void
  /** A sweep is over: incidents that have something to do. */
  swept(pending: number): void
}

/** What alerting needs of the world. */
export interface AlertPorts {
  readonly policy: AlertPolicy
  readonly store: IncidentStore
  readonly gate: SinkGate
  readonly silences: Silences
  /** By name: those of the policy, and the fallback. */
  readonly sinks: ReadonlyMap<string, Sink>
  /** Where messages go that a sink refuses for ever; null for nowhere. */
  readonly fallback: string | null
  readonly report: AlertReporter
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** At least 0, less than 1. */
  readonly random: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** A signal that is aborted after that many milliseconds. */
  readonly timeout: (ms: number) => AbortSignal
  /** An id that no other sender has. */
  readonly newClaimant: () => string
}
