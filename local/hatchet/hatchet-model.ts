import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { RUN_STATUSES } from '../../lib/run/run-status.ts'
import type { ApiAnswer } from './api-answer.ts'
import { listRow } from './list-row.ts'
import type { RunDetails } from './run-details.ts'
import { utcMicros } from './utc-micros.ts'

/** A question to the list of runs; members as in Hatchet's query string. */
export interface ListQuery {
  readonly tenantId: string
  /** First time of creation. Without it nothing is listed. */
  readonly since?: string | undefined
  /** Last time of creation, itself included. */
  readonly until?: string | undefined
  readonly statuses?: readonly string[]
  /** 50 if absent; 0 and less mean 500. */
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

/** What Hatchet knows, and what its REST API answers, without HTTP and tokens. */
export interface HatchetModel {
  /**
   * Adds a run, or replaces the one of this id. Details are kept as they are: to change a run, put it again.
   *
   * @param visibleAt - until then, ms since 1970, nobody is told of the run: rows appear late, and not in order
   * @throws TypeError if it has no id, tenant or time of creation
   */
  put(details: RunDetails, visibleAt?: number): void
  remove(runId: string): void
  /** `only_tasks` and filters by workflow, metadata or parent are not modelled. */
  list(query: ListQuery): ApiAnswer
  details(runId: string): RunDetails | undefined
  /** Every run that can be seen, newest first. */
  runs(): RunDetails[]
  putTaskEvents(taskId: string, rows: readonly unknown[]): void
  /** The events of a task: none without a limit. */
  taskEvents(taskId: string, limit?: number): { readonly pagination: Pagination; readonly rows: readonly unknown[] }
}

interface Pagination {
  readonly current_page: number
  /** Always the next number, whether there is such a page or not. */
  readonly next_page: number
  readonly num_pages: number
}

interface Entry {
  readonly details: RunDetails
  readonly id: string
  readonly tenantId: string
  /** UTC microseconds. */
  readonly createdAt: string
  readonly visibleAt: number
}

/** @param now - ms since 1970, for runs that are not visible at once */
export const createHatchetModel = ({ now }: { now: () => number }): HatchetModel => {
  const entries = new Map<string, Entry>()
  const events = new Map<string, readonly unknown[]>()
  let sorted: readonly Entry[] | undefined
  const newestFirst = () => {
    sorted ??= [...entries.values()].sort(byCreation)
    return sorted
  }
  const isVisible = ({ visibleAt }: Entry) => visibleAt <= now()
  return {
    put: (details, visibleAt = Number.NEGATIVE_INFINITY) => {
      const entry = readEntry(details, visibleAt)
      entries.set(entry.id, entry)
      sorted = undefined
    },
    remove: (runId) => {
      if (entries.delete(runId)) sorted = undefined
    },
    list: (query) => listRuns(query, newestFirst, isVisible),
    details: (runId) => {
      const entry = entries.get(runId)
      return entry && isVisible(entry) ? entry.details : undefined
    },
    runs: () =>
      newestFirst()
        .filter(isVisible)
        .map(({ details }) => details),
    putTaskEvents: (taskId, rows) => {
      events.set(taskId, rows)
    },
    taskEvents: (taskId, limit = 0) => {
      const rows = events.get(taskId) ?? []
      return { pagination: pagination(rows.length, 0, limit), rows: rows.slice(0, Math.max(limit, 0)) }
    },
  }
}

const readEntry = (details: RunDetails, visibleAt: number): Entry => {
  const { metadata, tenantId } = details.run
  const { id, createdAt } = isJsonObject(metadata) ? metadata : {}
  const createdMicros = typeof createdAt === 'string' ? utcMicros(createdAt) : undefined
  if (typeof id !== 'string' || typeof tenantId !== 'string' || createdMicros === undefined) {
    throw new TypeError('a run needs metadata.id, metadata.createdAt and tenantId')
  }
  return { details, id, tenantId, createdAt: createdMicros, visibleAt }
}

const byCreation = (a: Entry, b: Entry): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1

const listRuns = (
  { tenantId, since, until, statuses = [], limit = 50, offset = 0 }: ListQuery,
  newestFirst: () => readonly Entry[],
  isVisible: (entry: Entry) => boolean,
): ApiAnswer => {
  const first = since === undefined ? '9999' : utcMicros(since)
  const last = until === undefined ? '9999' : utcMicros(until)
  if (first === undefined) return badTime('since', since)
  if (last === undefined) return badTime('until', until)
  const rowsPerPage = limit <= 0 ? 500 : limit
  const isListed = statusFilter(statuses)
  const entries = newestFirst()
  const found = entries
    .slice(
      indexOfFirst(entries, ({ createdAt }) => createdAt <= last),
      indexOfFirst(entries, ({ createdAt }) => createdAt < first),
    )
    .filter((entry) => entry.tenantId === tenantId && isListed(entry.details.run['status']) && isVisible(entry))
  const rows = found.slice(offset, offset + rowsPerPage).map(({ details }) => listRow(details))
  return { status: 200, body: { pagination: pagination(found.length, offset, rowsPerPage), rows } }
}

/** Of what is no status Hatchet takes no notice; with nothing else, it lists everything. */
const statusFilter = (statuses: readonly string[]): ((status: unknown) => boolean) => {
  const known: readonly unknown[] = RUN_STATUSES.filter((status) => statuses.includes(status))
  return (status) => known.length === 0 || known.includes(status)
}

/** Where the entries begin for which `isPast` holds, by halving: it holds for all that come after the first. */
const indexOfFirst = (entries: readonly Entry[], isPast: (entry: Entry) => boolean): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle]
    if (entry === undefined || isPast(entry)) high = middle
    else low = middle + 1
  }
  return low
}

const pagination = (count: number, offset: number, limit: number): Pagination => {
  const page = limit > 0 ? Math.floor(offset / limit) + 1 : 1
  return { current_page: page, next_page: page + 1, num_pages: limit > 0 ? Math.ceil(count / limit) : 0 }
}

const badTime = (name: string, text = ''): ApiAnswer => ({
  status: 400,
  body: {
    message: `Invalid format for parameter ${name}: error parsing '${text}' as RFC3339 or 2006-01-02 time: parsing time "${text}" as "2006-01-02": cannot parse "${text}" as "2006"`,
  },
})
