import type { RunSummary } from '../run/run-summary-schema.ts'
import { reduceIncident } from './incident/incident.ts'
import { newIncidentItem } from './incident/new-incident-item.ts'
import type { Notification } from './notification/notification.ts'
import { notificationOf } from './notification/notification-of.ts'
import { outcomeOf } from './outcome-of.ts'
import type { AlertPolicy, Route, Silence } from './policy/alert-policy.ts'
import type { RoutedRun } from './policy/find-route.ts'
import { matchesRun } from './policy/matches-run.ts'
import { type Mismatch, mismatchOf } from './policy/mismatch-of.ts'
import { successRoutes } from './policy/success-routes.ts'
import { routedRunOf } from './routed-run-of.ts'

/** What alerting makes of the end of a run. */
export interface RunExplanation {
  /** The routes that it was held against, up to the one that takes it; a success is held against all. */
  readonly considered: readonly { readonly route: Route; readonly mismatch: Mismatch | null }[]
  /** Null where no route takes it. */
  readonly route: Route | null
  /** Those that hold it back now. */
  readonly silences: readonly Silence[]
  /** What the sinks would be told if this opened an incident; null where nobody would be told of anything. */
  readonly notification: Notification | null
}

/**
 * Says what would become of a run: which route takes it, and what would be told.
 *
 * @param silences - all that there are, the policy's among them
 * @param now - ms since 1970
 */
export const explainRun = (
  summary: RunSummary,
  policy: AlertPolicy,
  silences: readonly Silence[],
  now: number,
): RunExplanation => {
  const run = routedRunOf(summary)
  const isSuccess = summary.status === 'COMPLETED'
  const ended = isSuccess ? successRoutes(policy, summary) : []
  const all = policy.routes.map((route) => ({
    route,
    mismatch: isSuccess ? successMismatch(route, ended, run) : mismatchOf(route, run),
  }))
  const taker = all.findIndex(({ mismatch }) => mismatch === null)
  const considered = isSuccess || taker === -1 ? all : all.slice(0, taker + 1)
  const route = all[taker]?.route ?? null
  return {
    considered,
    route,
    silences: silences.filter(({ match, until }) => until > now && matchesRun(match, summary)),
    notification: route === null ? null : openingOf(summary, route, now),
  }
}

const successMismatch = (route: Route, ended: readonly Route[], run: RoutedRun): Mismatch | null => {
  if (ended.includes(route)) return null
  const { workflow } = route.match
  return workflow !== undefined && !matchesRun({ workflow }, run) ? 'workflow' : 'tenant'
}

/** What would be told if this run alone opened an incident; null for a success, which opens none. */
const openingOf = (summary: RunSummary, route: Route, now: number): Notification | null => {
  const { tenantId, workflowId } = summary
  const eager: Route = { ...route, openAfter: { ...route.openAfter, failures: 1 } }
  const sinks = new Map(route.sinks.map((name) => [name, { takesRecovered: true }]))
  const context = { route: eager, sinks, silencedUntil: null, now, claimant: 'explain' }
  const item = newIncidentItem({ tenantId, workflowId, route: route.name })
  const [due] = reduceIncident(item, [outcomeOf(summary)], context).due
  return due === undefined ? null : notificationOf(due, route)
}
