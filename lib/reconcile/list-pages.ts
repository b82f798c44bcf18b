import { HatchetError } from '../errors.ts'
import { LIST_PAGE_SIZE, MAX_LIST_STEPS_BACK } from '../limits.ts'
import type { HatchetRuns, RunPage, RunQuery } from './hatchet-runs.ts'

/**
 * Reads a list of Hatchet page by page, newest first, so that every row that stands the whole time is in a page.
 *
 * The list is filtered by status: rows leave it while it is read (a replay runs again), and those below move up. So each page
 * begins with the last row of the page before; if it does not, the reading steps back until a page begins with a row it knows.
 *
 * @param query - its offset is where the reading begins
 * @throws HatchetError
 */
export async function* listPages(
  runs: HatchetRuns,
  query: Omit<RunQuery, 'limit'>,
  signal: AbortSignal,
): AsyncGenerator<ListedPage> {
  const seen = new Set<string>()
  let { offset } = query
  let limit = LIST_PAGE_SIZE
  let stepsBack = 0
  let stepRows = 1
  let mustJoin = false
  for (;;) {
    const page = await listPage(runs, { ...query, offset, limit }, signal)
    if (page === null && limit > 1) {
      limit = Math.floor(limit / 2)
      continue
    }
    const { rows, unreadable, pageCount } = page ?? SKIPPED_ROW
    const joins = unreadable > 0 || (rows[0] !== undefined && seen.has(rows[0].runId))
    if (mustJoin && !joins && stepsBack < MAX_LIST_STEPS_BACK) {
      offset = Math.max(0, offset - stepRows)
      stepRows *= 2
      stepsBack += 1
      mustJoin = offset > 0
      continue
    }
    for (const { runId } of rows) seen.add(runId)
    stepRows = 1
    const size = rows.length + unreadable
    // A page that is not full is the last, unless Hatchet has a limit of its own.
    const isLast = size === 0 || (size < limit && (pageCount - 1) * limit <= offset + size)
    yield { rows, unreadable, isLast }
    if (isLast) return
    offset += Math.max(1, size - 1)
    mustJoin = unreadable === 0 && size > 1
    limit = Math.min(limit * 2, LIST_PAGE_SIZE)
  }
}

interface ListedPage extends Omit<RunPage, 'pageCount'> {
  readonly isLast: boolean
}

/** Stands for a row that is too long by itself: it is passed over. */
const SKIPPED_ROW: RunPage = { rows: [], unreadable: 1, pageCount: Number.MAX_SAFE_INTEGER }

/** @returns null where the page is too long to be read */
const listPage = async (runs: HatchetRuns, query: RunQuery, signal: AbortSignal): Promise<RunPage | null> => {
  try {
    return await runs.list(query, signal)
  } catch (error) {
    if (error instanceof HatchetError && error.reason === 'too-large') return null
    throw error
  }
}
