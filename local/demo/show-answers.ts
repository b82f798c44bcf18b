import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { colour } from '../terminal/colour.ts'
import { type Cell, table } from '../terminal/table.ts'
import type { Answered } from './deliver.ts'
import { summaryCells } from './summary-cells.ts'

/** A table of what was sent and what became of it. */
export const showAnswers = (answers: readonly Answered[], summaries: readonly RunSummary[]): string[] => {
  const byId = new Map(summaries.map((summary) => [summary.id, summary]))
  const rows = answers.map(({ delivery, status, body }): Cell[] => {
    const summary = byId.get(String(body['id']))
    return [
      delivery.title,
      { text: String(status), paint: colour(status < 300 ? 'green' : 'yellow') },
      String(body['outcome'] ?? 'refused'),
      ...(summary === undefined ? ['', '', '', String(body['title'] ?? '')] : summaryCells(summary)),
    ]
  })
  return table(['sent', 'answer', 'outcome', 'workflow', 'status', 'duration', "error's first line, or reason"], rows)
}
