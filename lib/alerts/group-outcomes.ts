import type { RunSummary } from '../run/run-summary-schema.ts'
import type { IncidentKey } from './incident/incident-item.ts'
import type { IncidentOutcome } from './incident/incident-outcome.ts'
import { outcomeOf } from './outcome-of.ts'
import type { AlertPolicy } from './policy/alert-policy.ts'
import { findRoute } from './policy/find-route.ts'
import { successRoutes } from './policy/success-routes.ts'
import { routedRunOf } from './routed-run-of.ts'

/** The outcomes of one batch that belong to one incident. */
export interface OutcomeGroup<TId> {
  readonly key: IncidentKey
  readonly workflowName: string
  readonly outcomes: readonly IncidentOutcome[]
  /** The messages that they came in. */
  readonly ids: ReadonlySet<TId>
}

/**
 * Groups the ends of runs by incident: a failure belongs to the first route that takes it, a success to every route that
 * would take a failure of its workflow.
 */
export const groupOutcomes = <TId>(
  summaries: readonly { readonly id: TId; readonly summary: RunSummary }[],
  policy: AlertPolicy,
): readonly OutcomeGroup<TId>[] => {
  const routed = summaries.flatMap(({ id, summary }) =>
    routesOf(summary, policy).map((route) => ({ id, route, summary, outcome: outcomeOf(summary) })),
  )
  const grouped = Map.groupBy(routed, ({ route, summary }) =>
    JSON.stringify([summary.tenantId, summary.workflowId, route]),
  )
  return [...grouped.values()].flatMap((members) => {
    const last = members.at(-1)
    if (last === undefined) return []
    const { tenantId, workflowId, workflowName } = last.summary
    const outcomes = members.map(({ outcome }) => outcome)
    return [
      {
        key: { tenantId, workflowId, route: last.route },
        workflowName,
        outcomes,
        ids: new Set(members.map(({ id }) => id)),
      },
    ]
  })
}

const routesOf = (summary: RunSummary, policy: AlertPolicy): readonly string[] => {
  if (summary.status === 'COMPLETED') return successRoutes(policy, summary).map(({ name }) => name)
  const route = findRoute(policy, routedRunOf(summary))
  return route === null ? [] : [route.name]
}
