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
 * @throws HatchetError
 */
export const listWindow = async (
  runs: HatchetRuns,
  window: UnreadWindow,
  statuses: readonly TerminalStatus[],
  isTimeLeft: () => boolean,
  signal: AbortSignal,
): Promise<WindowRuns> => {
  const rows = new Map<string, RunRow>()
  let unreadable = 0
  let unread = window
  const query = { since: isoTime(window.since), until: window.until, statuses }
  for await (const page of listPages(runs, query, signal)) {
    for (const row of page.rows) rows.set(row.runId, row)
    unreadable += page.unreadable
    unread = { ...unread, until: page.rows.at(-1)?.createdAt ?? unread.until }
    if (!isTimeLeft() || rows.size >= MAX_WINDOW_RUNS) return { rows: [...rows.values()], unreadable, unread }
  }
  return { rows: [...rows.values()], unreadable, unread: null }
}
