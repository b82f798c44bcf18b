import type { Route } from './alert-policy.ts'
import type { RoutedRun } from './find-route.ts'
import { matchesRun } from './matches-run.ts'

/** What keeps a route from taking a failure; null where it takes it. */
export type Mismatch = 'status' | 'workflow' | 'tenant' | 'error'

/** Holds a failure against a route. */
export const mismatchOf = ({ match, statuses }: Route, run: RoutedRun): Mismatch | null => {
  if (!statuses.some((status) => status === run.status)) return 'status'
  const { workflow, tenant, error } = match
  if (workflow !== undefined && !matchesRun({ workflow }, run)) return 'workflow'
  if (tenant !== undefined && !matchesRun({ tenant }, run)) return 'tenant'
  return error === undefined || run.error?.toLowerCase().includes(error.toLowerCase()) === true ? null : 'error'
}
