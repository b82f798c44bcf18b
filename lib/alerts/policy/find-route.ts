import type { RunSummary } from '../../run/run-summary-schema.ts'
import type { AlertPolicy, Route } from './alert-policy.ts'
import { matchesRun } from './matches-run.ts'

/** What a route is chosen by. */
export interface RoutedRun extends Pick<RunSummary, 'status' | 'workflowName' | 'tenantId'> {
  /** The message of the run's error; null without. */
  readonly error: string | null
}

/** Finds the route that takes a failure: the first that matches it and counts its status as one. Null where none does. */
export const findRoute = ({ routes }: Pick<AlertPolicy, 'routes'>, run: RoutedRun): Route | null =>
  routes.find(
    ({ match, statuses }) =>
      statuses.some((status) => status === run.status) &&
      matchesRun(match, run) &&
      matchesError(match.error, run.error),
  ) ?? null

const matchesError = (wanted: string | undefined, error: string | null): boolean =>
  wanted === undefined || error?.toLowerCase().includes(wanted.toLowerCase()) === true
