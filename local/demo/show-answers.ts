import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { colour } from '../terminal/colour.ts'
import { duration } from '../terminal/duration.ts'
import { errorWords } from '../terminal/error-words.ts'
import { STATUS_COLOURS } from '../terminal/status-colours.ts'
import { type Cell, table } from '../terminal/table.ts'
import type { Answered } from './deliver.ts'

const MAX_ERROR_CHARS = 40

/** A table of what was sent and what became of it. */
export const showAnswers = (answers: readonly Answered[], summaries: readonly RunSummary[]): string[] => {
  // Two deliveries of one outcome have one id, and arrive in the order they were sent.
  const byId = Map.groupBy(summaries, ({ id }) => id)
  const rows = answers.map(({ delivery, status, body }): Cell[] => [
    delivery.title,
    { text: String(status), paint: colour(status < 300 ? 'green' : 'yellow') },
    String(body['outcome'] ?? 'refused'),
    ...(byId.has(String(body['id']))
      ? summaryCells(byId.get(String(body['id']))?.shift())
      : ['', '', '', String(body['title'] ?? '')]),
  ])
  return table(['sent', 'answer', 'outcome', 'workflow', 'status', 'duration', "error's first line, or reason"], rows)
}

const summaryCells = (summary: RunSummary | undefined): Cell[] =>
  summary === undefined
    ? []
    : [
        summary.workflowName,
        { text: summary.status, paint: STATUS_COLOURS[summary.status] },
        duration(summary.durationMs),
        errorWords(summary.error, MAX_ERROR_CHARS),
      ]
