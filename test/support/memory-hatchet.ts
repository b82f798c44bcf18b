import { HatchetError } from '../../lib/errors.ts'
import { createHatchetClock } from '../../lib/hatchet/create-hatchet-clock.ts'
import { parseRunList } from '../../lib/hatchet/parse-run-list.ts'
import { readRunRow } from '../../lib/hatchet/read-run-row.ts'
import { requireRunReport } from '../../lib/hatchet/require-run-report.ts'
import type { HatchetRuns, RunQuery } from '../../lib/reconcile/hatchet-runs.ts'
import type { RunRow } from '../../lib/reconcile/run-row.ts'
import { createHatchetModel, type HatchetModel } from '../../local/hatchet/hatchet-model.ts'
import type { FakeClock } from './fake-clock.ts'
import type { PortGate } from './port-gate.ts'

export interface MemoryHatchet {
  readonly model: HatchetModel
  /** Hatchet's own clock: ours and {@link MemoryHatchet.skewMs}. */
  now(): number
  skewMs: number
  /** Runs as a tenant's client sees them. It learns the time from answers, to the second, as from their Date header. */
  runsOf(tenantId: string): HatchetRuns
  /** Every question for a page. */
  readonly queries: RunQuery[]
  /** Every run that was asked for. */
  readonly reads: string[]
  /** Rows of these runs make a page too long to be read. */
  readonly tooLong: Set<string>
  /** Rows of these runs are no runs. */
  readonly unreadable: Set<string>
  /** Rows of a page at most, whatever the limit. */
  maxPage: number
  /** Takes no notice of the statuses of a question. */
  ignoresFilters: boolean
}

/** The local Hatchet as the port that reconcile has, without HTTP. */
export const createMemoryHatchet = (clock: FakeClock, gate: PortGate): MemoryHatchet => {
  const hatchet: MemoryHatchet = {
    model: createHatchetModel({ now: () => hatchet.now() }),
    now: () => clock.now() + hatchet.skewMs,
    skewMs: 0,
    runsOf: (tenantId) => createRuns(hatchet, tenantId, clock, gate),
    queries: [],
    reads: [],
    tooLong: new Set(),
    unreadable: new Set(),
    maxPage: Number.POSITIVE_INFINITY,
    ignoresFilters: false,
  }
  return hatchet
}

const createRuns = (hatchet: MemoryHatchet, tenantId: string, clock: FakeClock, gate: PortGate): HatchetRuns => {
  const known = createHatchetClock(clock.now)
  const learn = () => known.learn(new Date(hatchet.now()).toUTCString())
  return {
    now: known.now,
    list: (query, signal) =>
      gate.pass({ call: 'list', tenantId, signal }, () => {
        learn()
        return listPage(hatchet, tenantId, query)
      }),
    read: (row, signal) =>
      gate.pass({ call: 'details', tenantId, runId: row.runId, signal }, () => {
        learn()
        return readDetails(hatchet, tenantId, row)
      }),
  }
}

const listPage = (hatchet: MemoryHatchet, tenantId: string, query: RunQuery) => {
  const { unreadable, tooLong, model, maxPage, ignoresFilters, queries } = hatchet
  queries.push(query)
  const asked = { ...query, limit: Math.min(query.limit, maxPage), statuses: ignoresFilters ? [] : query.statuses }
  const { rows: all, pagination } = parseRunList(model.list({ tenantId, ...asked }).body)
  const read = all.map((row) => readRunRow(row, tenantId))
  if (read.some((row) => row !== null && tooLong.has(row.runId))) throw new HatchetError('too-large', 'a long page')
  const rows = read.filter((row): row is RunRow => row !== null && !unreadable.has(row.runId))
  return { rows, unreadable: all.length - rows.length, pageCount: pagination.num_pages }
}

const readDetails = ({ model, reads }: MemoryHatchet, tenantId: string, row: RunRow) => {
  reads.push(row.runId)
  const details = model.details(row.runId)
  return details === undefined ? null : requireRunReport(details, row, tenantId)
}
