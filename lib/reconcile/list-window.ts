import { MAX_WINDOW_RUNS } from '../limits.ts'
import { isoTime } from '../run/iso-time.ts'
import type { TerminalStatus } from '../run/run-status.ts'
import type { UnreadWindow } from './cursor.ts'
import type { HatchetRuns } from './hatchet-runs.ts'
import { listPages } from './list-pages.ts'
import type { RunRow } from './run-row.ts'

export interface WindowRuns {
  readonly rows: readonly RunRow[]
  /** Rows that could not be read. */
  readonly unreadable: number
  /** What was not read for lack of time or room; null where everything was. */
  readonly unread: UnreadWindow | null
}

/**
 * Lists the runs of a window, as far as there is time and room.
 *
 * @param isTimeLeft - asked after each page
 * @param maxRuns - room for as many, and for the page that exceeds it
 * @throws HatchetError
 */
export const listWindow = async (
  runs: HatchetRuns,
  window: UnreadWindow,
  statuses: readonly TerminalStatus[],
  isTimeLeft: () => boolean,
  signal: AbortSignal,
  maxRuns = MAX_WINDOW_RUNS,
): Promise<WindowRuns> => {
  const rows = new Map<string, RunRow>()
  let unreadable = 0
  let last: RunRow | undefined
  const query = { since: isoTime(window.since), until: window.until, statuses, offset: window.offset }
  for await (const page of listPages(runs, query, signal)) {
    for (const row of page.rows) rows.set(row.runId, row)
    unreadable += page.unreadable
    last = page.rows.at(-1) ?? last
    if (!page.isLast && (!isTimeLeft() || rows.size >= maxRuns)) {
      const unread = restOf(window, last, rows.size + unreadable)
      return { rows: [...rows.values()], unreadable, unread }
    }
  }
  return { rows: [...rows.values()], unreadable, unread: null }
}

/**
 * What is left of a window. It begins at the creation time of the last row, and reads that again: rows may leave until then.
 * Where all rows were created at one time, more than were read, only the first half of them counts as read.
 */
const restOf = (window: UnreadWindow, last: RunRow | undefined, count: number): UnreadWindow => {
  const until = last?.createdAt ?? window.until
  return { ...window, until, offset: until === window.until ? window.offset + Math.ceil(count / 2) : 0 }
}
