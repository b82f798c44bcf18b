import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { duration } from '../terminal/duration.ts'
import { errorWords } from '../terminal/error-words.ts'
import { STATUS_COLOURS } from '../terminal/status-colours.ts'
import type { Cell } from '../terminal/table.ts'

const MAX_ERROR_CHARS = 40

/** What a table says of a summary: workflow, status, duration, and the error's first line. */
export const summaryCells = (summary: RunSummary): Cell[] => [
  summary.workflowName,
  { text: summary.status, paint: STATUS_COLOURS[summary.status] },
  duration(summary.durationMs),
  errorWords(summary.error, MAX_ERROR_CHARS),
]
