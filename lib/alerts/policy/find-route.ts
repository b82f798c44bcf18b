import type { RunSummary } from '../../run/run-summary-schema.ts'
import type { AlertPolicy, Route } from './alert-policy.ts'
import { mismatchOf } from './mismatch-of.ts'

/** What a route is chosen by. */
export interface RoutedRun extends Pick<RunSummary, 'status' | 'workflowName' | 'tenantId'> {
  /** The message of the run's error; null without. */
  readonly error: string | null
}

/** Finds the route that takes a failure: the first that matches it and counts its status as one. Null where none does. */
export const findRoute = ({ routes }: Pick<AlertPolicy, 'routes'>, run: RoutedRun): Route | null =>
  routes.find((route) => mismatchOf(route, run) === null) ?? null
