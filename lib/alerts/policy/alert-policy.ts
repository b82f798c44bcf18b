import type { TerminalStatus } from '../../run/run-status.ts'
import type { SinkDefinition } from './sink-definition.ts'

/** How much a failure matters, least first. */
export type Severity = 'info' | 'warning' | 'error' | 'critical'

/** Statuses that can be alerted on. */
export type AlertStatus = Exclude<TerminalStatus, 'COMPLETED'>

/** Which runs a silence is for: all members must match. */
export interface RunMatch {
  /** Name of the workflow, with `*` for any characters. */
  readonly workflow?: string
  /** Tenant id, lower case. */
  readonly tenant?: string
}

/** Which failures a route is for: all members must match. */
export interface RouteMatch extends RunMatch {
  /** Text that the error's message has in it, upper and lower case alike. */
  readonly error?: string
}

/** How an incident opens, goes on and ends. Times are milliseconds. */
export interface IncidentRules {
  /** Which ends of a run are failures. */
  readonly statuses: readonly AlertStatus[]
  /** An incident opens with this many failures within this time, by when the runs finished. */
  readonly openAfter: { readonly failures: number; readonly within: number }
  /** Least time between two updates of an incident; it doubles with each one, up to a day. */
  readonly updateEvery: number
  /** How long after its last failure an incident ends, once a newer run has succeeded. */
  readonly resolveAfterQuiet: number
  /** How long without any run an incident ends by itself. */
  readonly closeAfter: number
}

export interface Route extends IncidentRules {
  readonly name: string
  readonly match: RouteMatch
  readonly severity: Severity
  /** Names of sinks. */
  readonly sinks: readonly string[]
  /** What to do, for whoever is woken; null for none. */
  readonly runbook: string | null
}

/** Holds notifications back for a time. */
export interface Silence {
  readonly match: RunMatch
  /** Milliseconds since 1970. */
  readonly until: number
  readonly reason: string
}

/** A policy with every default filled in: what the functions work with. */
export interface AlertPolicy {
  readonly sinks: Readonly<Record<string, SinkDefinition>>
  /** The first that matches a failure takes it. */
  readonly routes: readonly Route[]
  readonly silences: readonly Silence[]
}
