import { ASSUMPTIONS } from './assumptions.ts'
import { tableLine } from './table-line.ts'

type Row = readonly [what: string, assumed: string]

/** What is assumed and not measured, for docs/cost.md: lines of Markdown. */
export const assumptionTable = (): readonly string[] => [
  tableLine(['', 'assumed']),
  '|---|--:|',
  ...[...answerRows(), ...functionRows(), ...otherRows()].map(tableLine),
]

const answerRows = (): readonly Row[] => {
  const { list, details, ...ofAws } = ASSUMPTIONS.answerMs
  return [
    ...Object.entries(ofAws).map(([name, ms]): Row => [`AWS answers ${name} in`, `${ms} ms`]),
    ['Hatchet answers a page of its list in', `${list} ms`],
    ['Hatchet answers one run in', `${details} ms`],
    ['runs that `reconcile` asks for at once', `${ASSUMPTIONS.detailsAtOnce}`],
  ]
}

const functionRows = (): readonly Row[] => {
  const { memoryGb, ownMs, ownMsPerListedRun, instanceHours } = ASSUMPTIONS
  const names = Object.keys(memoryGb) as (keyof typeof memoryGb)[]
  return [
    ...names.map((name): Row => [`own time of \`${name}\`, on ${memoryGb[name]} GB`, `${ownMs[name]} ms`]),
    ['the same for each run that `reconcile` lists', `${ownMsPerListedRun} ms`],
    ['an instance of a function lives for', `${instanceHours} h`],
  ]
}

const otherRows = (): readonly Row[] => [
  ['Lambda reads `run-alerts` with so many pollers', `${ASSUMPTIONS.pollers}`],
  ['each waits for a batch to fill for', `${ASSUMPTIONS.batchSeconds} s`],
  ['and asks an empty queue again after', `${ASSUMPTIONS.longPollSeconds} s`],
  ['messages that one request deletes, at most', `${ASSUMPTIONS.messagesPerRequest}`],
  ['CloudWatch adds to each line of log', `${ASSUMPTIONS.logLineOverheadBytes} bytes`],
  ["a line of the gateway's access log has", `${ASSUMPTIONS.accessLogBytes} bytes`],
  ['DynamoDB adds to each item that it stores', `${ASSUMPTIONS.itemOverheadBytes} bytes`],
  ['polls list each run so many times', `${ASSUMPTIONS.listings}`],
  ['each service asks for data keys anew after', `${ASSUMPTIONS.dataKeySeconds} s`],
]
