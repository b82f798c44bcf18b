import type { RunSummary } from '../../run/run-summary-schema.ts'
import type { AlertPolicy, Route } from './alert-policy.ts'
import { matchesRun } from './matches-run.ts'

/**
 * All routes that a success may end an incident of: those whose match, the error's text aside, accepts it. The failures
 * before it may have gone to any of them.
 */
export const successRoutes = (
  { routes }: Pick<AlertPolicy, 'routes'>,
  run: Pick<RunSummary, 'workflowName' | 'tenantId'>,
): readonly Route[] => routes.filter(({ match }) => matchesRun(match, run))
