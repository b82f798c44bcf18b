import type { RunSummary } from '../../run/run-summary-schema.ts'
import type { RunMatch } from './alert-policy.ts'
import { matchesGlob } from './matches-glob.ts'

/** Whether a run is one of those that a match is for: all members must match, and one that is left out always does. */
export const matchesRun = (
  { workflow, tenant }: RunMatch,
  run: Pick<RunSummary, 'workflowName' | 'tenantId'>,
): boolean =>
  (workflow === undefined || matchesGlob(workflow, run.workflowName)) &&
  (tenant === undefined || tenant === run.tenantId)
