import type { HatchetRuns, RunPage } from '../reconcile/hatchet-runs.ts'
import { createHatchetApi } from './create-hatchet-api.ts'
import type { HatchetOptions } from './hatchet-options.ts'
import type { HatchetTenant } from './hatchet-tenant.ts'
import { parseRunList, type RunList } from './parse-run-list.ts'
import { readRun } from './read-run.ts'
import { readRunRow } from './read-run-row.ts'
import { runListQuestion } from './run-list-question.ts'

/**
 * The runs of one tenant, by Hatchet's REST API (v1, engine v0.104).
 *
 * A call whose signal aborts throws HatchetError 'unavailable' like one that Hatchet does not answer. Errors have no cause,
 * and hold neither the token nor anything of an answer but its status.
 */
export const createHatchetRuns = (tenant: HatchetTenant, options: HatchetOptions): HatchetRuns => {
  const api = createHatchetApi(tenant, options)
  const { tenantId } = tenant
  return {
    now: api.now,
    list: async (query, signal) =>
      toPage(parseRunList(await api.get(runListQuestion(tenantId, query), signal)), tenantId),
    read: (row, signal) => readRun(api, tenantId, row, signal),
  }
}

const toPage = ({ rows: all, pagination }: RunList, tenantId: string): RunPage => {
  const rows = all.flatMap((row) => readRunRow(row, tenantId) ?? [])
  return { rows, unreadable: all.length - rows.length, pageCount: pagination.num_pages }
}
