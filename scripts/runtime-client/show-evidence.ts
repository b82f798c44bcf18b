import { readMetrics } from '../../local/emf/read-metrics.ts'
import { colour } from '../../local/terminal/colour.ts'
import type { Evidence } from './evidence.ts'

const heading = (text: string): string => `\n${colour('bold')(text)}`

/** What came of the run, for a reader: the answer, the message, and the metrics as they were written and as printed. */
export const showEvidence = ({ invocation, durationMs, summaries, lines, consoleLines }: Evidence): string[] => [
  heading(`Answered, ${durationMs} ms after the start of the process`),
  invocation.ok ? invocation.payload : `${invocation.errorType}: ${invocation.errorMessage}`,
  heading(`Arrived on the queue run-summaries: ${summaries.length}`),
  ...summaries.map((summary) => JSON.stringify(summary, null, 2)),
  heading('Written by the function, and the metrics in it'),
  ...lines,
  ...metricLines(lines),
  ...(consoleLines.length > 0
    ? [
        heading('The same line through console.log, and the metrics in it'),
        ...consoleLines,
        ...metricLines(consoleLines),
      ]
    : []),
]

const metricLines = (lines: readonly string[]): string[] => {
  const metrics = lines.flatMap(readMetrics)
  if (metrics.length === 0) return ['  none']
  return metrics.map(({ name, value, unit, dimensions }) => `  ${name} = ${value} ${unit}, ${words(dimensions)}`)
}

const words = (dimensions: Readonly<Record<string, string>>): string =>
  Object.entries(dimensions)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
