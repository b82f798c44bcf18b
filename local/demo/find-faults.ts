import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import type { MetricValue } from '../emf/read-metrics.ts'
import type { Answered } from './deliver.ts'

/** What of the demo is not as it must be, in words; nothing if all is well. */
export const findFaults = (
  answers: readonly Answered[],
  summaries: readonly RunSummary[],
  metrics: readonly MetricValue[],
): string[] => [...wrongAnswers(answers), ...wrongMessages(answers, summaries), ...wrongCounts(answers, metrics)]

const wrongAnswers = (answers: readonly Answered[]): string[] =>
  answers
    .filter(({ delivery, status }) => status !== delivery.expected.status)
    .map(({ delivery, status }) => `${delivery.title} was answered with ${status}, not ${delivery.expected.status}`)

const wrongMessages = (answers: readonly Answered[], summaries: readonly RunSummary[]): string[] => {
  const arrived = summaries.map(({ id, runId, status }) => `${status} of run ${runId} (${id})`)
  const promised = answers
    .filter(({ status }) => status === 202)
    .map(({ delivery, body }) => `${delivery.expected.dimension} of run ${body['runId']} (${body['id']})`)
  return [
    ...without(promised, arrived).map((message) => `the message ${message} was promised, and did not arrive`),
    ...without(arrived, promised).map((message) => `the message ${message} arrived, and was not promised`),
  ]
}

/** Texts of one list that the other does not have, or not as often. */
const without = (texts: readonly string[], others: readonly string[]): string[] => {
  const left = [...others]
  return texts.filter((text) => {
    const index = left.indexOf(text)
    if (index !== -1) left.splice(index, 1)
    return index === -1
  })
}

const wrongCounts = (answers: readonly Answered[], metrics: readonly MetricValue[]): string[] => {
  const key = (name: string, dimension = ''): string => `${name} ${dimension}`.trim()
  const expected = Map.groupBy(answers, ({ delivery: { expected } }) => key(expected.metric, expected.dimension))
  const counted = Map.groupBy(
    metrics.filter(({ unit }) => unit === 'Count'),
    ({ name, dimensions }) => key(name, dimensions['status'] ?? dimensions['reason']),
  )
  return [...new Set([...expected.keys(), ...counted.keys()])].flatMap((metric) => {
    const count = (counted.get(metric) ?? []).reduce((sum, { value }) => sum + value, 0)
    const wanted = expected.get(metric)?.length ?? 0
    return count === wanted ? [] : [`the metric ${metric} counted ${count}, not ${wanted}`]
  })
}
