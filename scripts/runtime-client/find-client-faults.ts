import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import { readMetrics } from '../../local/emf/read-metrics.ts'
import type { Evidence } from './evidence.ts'

/** What is not as it must be under Lambda's own client, in words; nothing if all is well. */
export const findClientFaults = ({ invocation, summaries, lines, consoleLines }: Evidence): string[] => {
  if (!invocation.ok) return [`the function failed with ${invocation.errorType}: ${invocation.errorMessage}`]
  const faults: string[] = []
  const answer = parseJson(invocation.payload)
  const status = isJsonObject(answer) ? answer['statusCode'] : undefined
  if (status !== 202) faults.push(`the run was answered with ${status}, not 202`)
  if (summaries.length !== 1) faults.push(`${summaries.length} messages arrived on run-summaries, not 1`)

  const metricLine = lines.find((line) => readMetrics(line).some(({ name }) => name === 'RunsForwarded'))
  if (metricLine === undefined) return [...faults, 'no line that the function wrote holds the metric RunsForwarded']
  // Without this, a client that wraps nothing would let a metric that is printed through the console pass.
  if (!consoleLines.some((line) => isWrapped(line, metricLine))) {
    faults.push('a line that was printed through the console was not wrapped: this check could not fail')
  }
  return faults
}

const isWrapped = (line: string, message: string): boolean => {
  const wrapper = parseJson(line)
  return isJsonObject(wrapper) && wrapper['message'] === message && readMetrics(line).length === 0
}
