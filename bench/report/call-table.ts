import { table } from '../../local/terminal/table.ts'
import { CALLS } from '../calls/call-counts.ts'
import type { CallRow } from '../calls/call-row.ts'

/** Lines of a table: what was done, how often, and each call of Hatchet's API and of AWS that it took, over all times. */
export const callTable = (rows: readonly CallRow[]): string[] =>
  table(
    ['calls', 'times', ...CALLS],
    rows.map(({ what, times, calls }) => [what, String(times), ...CALLS.map((call) => String(calls[call] ?? 0))]),
  )
