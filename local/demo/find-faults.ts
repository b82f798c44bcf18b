import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import type { MetricValue } from '../emf/read-metrics.ts'
import type { Answered } from './deliver.ts'
import type { Polled } from './poll.ts'

/** What the demo showed. */
export interface Shown {
  readonly answers: readonly Answered[]
  readonly polled: Polled
  readonly summaries: readonly RunSummary[]
  readonly metrics: readonly MetricValue[]
}

/** What of the demo is not as it must be, in words; nothing if all is well. */
export const findFaults = ({ answers, polled, summaries, metrics }: Shown): string[] => [
  ...wrongAnswers(answers),
  ...wrongMessages(answers, polled, summaries),
  ...wrongCounts(expectedCounts(answers, polled), metrics),
]

const wrongAnswers = (answers: readonly Answered[]): string[] =>
  answers
    .filter(({ delivery, status }) => status !== delivery.expected.status)
    .map(({ delivery, status }) => `${delivery.title} was answered with ${status}, not ${delivery.expected.status}`)

const wrongMessages = (
  answers: readonly Answered[],
  { unsent }: Polled,
  summaries: readonly RunSummary[],
): string[] => {
  const arrived = summaries.map(({ id, runId, status, source }) =>
    source === 'webhook' ? `${status} of run ${runId} (${id})` : `${status} of run ${runId}, found`,
  )
  const promised = [
    ...answers
      .filter(({ status }) => status === 202)
      .map(({ delivery, body }) => `${delivery.expected.dimension} of run ${body['runId']} (${body['id']})`),
    ...unsent.map(({ status, runId }) => `${status} of run ${runId}, found`),
  ]
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

type Counts = ReadonlyMap<string, number>

const keyOf = (name: string, dimension = ''): string => `${name} ${dimension}`.trim()

const expectedCounts = (answers: readonly Answered[], { ticks, checked, unsent }: Polled): Counts =>
  summed([
    ...answers.map(({ delivery: { expected } }) => [keyOf(expected.metric, expected.dimension), 1] as const),
    ...unsent.map(({ status }) => [keyOf('RunsForwarded', status), 1] as const),
    ['FoundByReconcile', unsent.length],
    ['ReconcileTicks', ticks],
    ['RunsChecked', checked],
  ])

const wrongCounts = (expected: Counts, metrics: readonly MetricValue[]): string[] => {
  const counted = summed(
    metrics
      .filter(({ unit }) => unit === 'Count')
      .map(
        ({ name, dimensions, value }) => [keyOf(name, dimensions['status'] ?? dimensions['reason']), value] as const,
      ),
  )
  return [...new Set([...expected.keys(), ...counted.keys()])].flatMap((metric) => {
    const [count, wanted] = [counted.get(metric) ?? 0, expected.get(metric) ?? 0]
    return count === wanted ? [] : [`the metric ${metric} counted ${count}, not ${wanted}`]
  })
}

const summed = (counts: readonly (readonly [string, number])[]): Counts =>
  new Map(
    [...Map.groupBy(counts, ([key]) => key)].map(([key, each]) => [
      key,
      each.reduce((sum, [, count]) => sum + count, 0),
    ]),
  )
