import { MAX_RUN_LIST_BYTES } from '../limits.ts'
import type { RunQuery } from '../reconcile/hatchet-runs.ts'
import type { RunStatus } from '../run/run-status.ts'
import type { ApiQuestion } from './create-hatchet-api.ts'

/** {@link RunQuery}, of any statuses. */
export type RunListQuery = Omit<RunQuery, 'statuses'> & { readonly statuses: readonly RunStatus[] }

/** Asks for runs of a tenant, newest first. Each status is a parameter of its own: Hatchet ignores a list in one. */
export const runListQuestion = (tenantId: string, query: RunListQuery): ApiQuestion => {
  const { since, until, statuses, offset, limit } = query
  const parameters = new URLSearchParams({ since, until, only_tasks: 'false', limit: `${limit}`, offset: `${offset}` })
  for (const status of statuses) parameters.append('statuses', status)
  return {
    words: 'listing runs',
    path: `/api/v1/stable/tenants/${encodeURIComponent(tenantId)}/workflow-runs?${parameters}`,
    maxBytes: MAX_RUN_LIST_BYTES,
    mayBeMissing: false,
  }
}
