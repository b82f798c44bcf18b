import type { IncidentRules, RouteMatch, RunMatch, Severity } from './alert-policy.ts'
import type { SinkDefinition } from './sink-definition.ts'

/** What `alerts.config.ts` says: an alert policy, whose defaults can be left out. */
export interface PolicyDefinition<SinkName extends string = string> {
  /** Where notifications go, by names of your own (letters, digits, `-`). */
  readonly sinks: Readonly<Record<SinkName, SinkDefinition>>
  /** The first that matches a failure takes it. What no route matches is told to nobody. */
  readonly routes: readonly RouteDefinition<NoInfer<SinkName>>[]
  /** Holds for each route that does not say otherwise. */
  readonly defaults?: Partial<IncidentRules>
  readonly silences?: readonly SilenceDefinition[]
}

/** Which failures are told, and where. Rules of its own replace those of `defaults`. */
export interface RouteDefinition<SinkName extends string = string> extends Partial<IncidentRules> {
  /** Lower case letters, digits and `-`. Open incidents belong to the route of this name: renaming it closes them. */
  readonly name: string
  /** Left out, the route takes every failure. */
  readonly match?: RouteMatch
  /** `error` if left out. */
  readonly severity?: Severity
  readonly sinks: readonly SinkName[]
  /** https URL of what to do: every notification links to it. */
  readonly runbook?: string
}

/** Holds notifications back for a time. What is still broken when it ends is told then. */
export interface SilenceDefinition {
  /** `{}` silences everything. */
  readonly match: RunMatch
  /** A time with an offset, `2026-12-01T00:00:00Z`. */
  readonly until: string
  /** Why, for whoever wonders: `vendor outage, ticket 812`. */
  readonly reason: string
}
