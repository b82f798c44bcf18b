import type { RunSummary } from '../run/run-summary-schema.ts'
import type { RoutedRun } from './policy/find-route.ts'

/** What a route is chosen by, of a run: its error as people see it. */
export const routedRunOf = ({ status, workflowName, tenantId, error }: RunSummary): RoutedRun => ({
  status,
  workflowName,
  tenantId,
  error: error === null ? null : error.type === null ? error.message : `${error.type}: ${error.message}`,
})
