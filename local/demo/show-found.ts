import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { table } from '../terminal/table.ts'
import { summaryCells } from './summary-cells.ts'

/** A table of the runs that no webhook told. */
export const showFound = (summaries: readonly RunSummary[]): string[] =>
  table(
    ['found', 'workflow', 'status', 'duration', "error's first line"],
    summaries
      .filter(({ source }) => source === 'reconcile')
      .map((summary) => [summary.runId, ...summaryCells(summary)]),
  )
