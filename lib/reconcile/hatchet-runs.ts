import type { RunReport } from '../run/run-report.ts'
import type { TerminalStatus } from '../run/run-status.ts'
import type { RunRow } from './run-row.ts'

export interface RunQuery {
  /** Both ends are inclusive, of creation time, as RFC 3339. */
  readonly since: string
  readonly until: string
  readonly statuses: readonly TerminalStatus[]
  readonly offset: number
  readonly limit: number
}

export interface RunPage {
  /** Newest first by creation, in the order of the answer. */
  readonly rows: readonly RunRow[]
  /** Rows of the answer that could not be read, or are of another tenant: they are not among `rows`. */
  readonly unreadable: number
  /** How many pages of this size there are, by Hatchet's count. */
  readonly pageCount: number
}

/** The runs of one tenant, in Hatchet. */
export interface HatchetRuns {
  /** Hatchet's own clock, as far as its answers have told it: ms since 1970. */
  now(): number
  /** @throws HatchetError */
  list(query: RunQuery, signal: AbortSignal): Promise<RunPage>
  /**
   * Reads a run in full.
   *
   * @returns null where Hatchet has it no longer
   * @throws HatchetError
   */
  read(row: RunRow, signal: AbortSignal): Promise<RunReport | null>
}
