import type { TerminalStatus } from '../run/run-status.ts'

/** What a schedule asks for. */
export interface Tick {
  /** Name of the schedule: each has cursors of its own. */
  readonly schedule: string
  /** How far back runs are listed, by creation, ms. */
  readonly windowMs: number
  readonly statuses: readonly TerminalStatus[]
}
