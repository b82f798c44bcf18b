import type { Check } from './check.ts'
import { noneOf } from './none-of.ts'
import type { Soaked } from './soaked.ts'

/** Every answer that README.md promises, but for those of a function URL alone. */
const ANSWERS = ['202', '200 duplicate', '200 ignored', '400', '401', '403', '404', '413', '415', '422', '503'] as const

/** Runs that a poll has under way when it is cut short, at most. */
const RUNS_OF_A_POLL = 4

/** What must hold of answers, and of the messages on the queue `run-summaries`. */
export const checkRuns = ({ record, drained }: Soaked): readonly Check[] => [
  ...checkAnswers(record),
  ...checkOutcomes(record),
  ...checkRepeats(record),
  checkDeadLetters(drained),
]

const checkAnswers = ({ latencies, wrongAnswers }: Soaked['record']): readonly Check[] => {
  const answers = [...latencies.values()].reduce((sum, { length }) => sum + length, 0)
  const missing = ANSWERS.filter((answer) => !latencies.has(answer))
  return [
    {
      title: 'every request is answered as it must be',
      found: `${answers} answers`,
      faults: [...noneOf(answers, 'answers'), ...wrongAnswers],
    },
    {
      title: 'every line of the table of answers is given',
      found: `${ANSWERS.length - missing.length} of ${ANSWERS.length}`,
      faults: missing.map((answer) => `nothing was answered with ${answer}`),
    },
  ]
}

const checkOutcomes = (record: Soaked['record']): readonly Check[] => {
  const { accepted, unsent, arrived } = record
  const runIds = new Set([...arrived.values()].map(({ runId }) => runId))
  const lost = [...accepted].filter(([id]) => !arrived.has(id)).map(([, { runId }]) => `run ${runId} was lost`)
  const unfound = [...unsent.keys()].filter((runId) => !runIds.has(runId)).map((runId) => `run ${runId} was not found`)
  return [
    {
      title: 'no accepted run is lost',
      found: `${accepted.size - lost.length} of ${accepted.size}`,
      faults: [...noneOf(accepted.size, 'accepted runs'), ...lost],
    },
    {
      title: 'polls find the runs that nobody sent',
      found: `${unsent.size - unfound.length} of ${unsent.size}`,
      faults: [...noneOf(unsent.size, 'runs that nobody sent'), ...unfound],
    },
    {
      title: 'nothing else is told',
      found: `${arrived.size} outcomes`,
      faults: [...noneOf(arrived.size, 'outcomes'), ...inventedOutcomes(record)],
    },
  ]
}

const checkRepeats = (record: Soaked['record']): readonly Check[] => {
  const { arrived, repeats, duplicates } = record
  const repeated = [...arrived.values()].filter(({ count }) => count > 1)
  return [
    {
      title: 'a run that is sent again is a duplicate',
      found: `${duplicates} of ${repeats}`,
      faults: unknownRepeats(record),
    },
    {
      title: 'only what was cut short is told again',
      found: `${repeated.length} of ${arrived.size} outcomes`,
      faults: [...noneOf(arrived.size, 'outcomes'), ...repeatFaults(record, repeated)],
    },
  ]
}

const checkDeadLetters = ({ messages }: Soaked['drained']): Check => {
  const deadLetters = Object.entries(messages).filter(([name]) => name.endsWith('-dlq'))
  return {
    title: 'no message is a dead letter',
    found: deadLetters.map(([name, count]) => `${count} on ${name}`).join(', '),
    faults: [
      ...noneOf(deadLetters.length, 'queues of dead letters'),
      ...deadLetters.filter(([, count]) => count > 0).map(([name, count]) => `${name} holds ${count} messages`),
    ],
  }
}

/** A run may be forwarded again if it was cut short, and most are not: a ledger that knows nothing would be seen here. */
const unknownRepeats = ({ repeats, duplicates, forwardedAgain, cutShort }: Soaked['record']): string[] => [
  ...(duplicates * 2 > repeats ? [] : [`${duplicates} of ${repeats} repeats were duplicates, and most must be`]),
  ...[...forwardedAgain]
    .filter((runId) => !cutShort.has(runId))
    .map((runId) => `run ${runId} was forwarded again, and nothing had cut it short`),
]

/** Polls do not say which run they were at: theirs are counted. One poll more than failed may have met another. */
const repeatFaults = (
  { cutShort, unsent, kills, pollFaults }: Soaked['record'],
  repeated: readonly { readonly runId: string; readonly count: number }[],
): string[] => {
  const polls = 1 + pollFaults + kills.filter((name) => name === 'reconcile').length
  const ofPolls = repeated.filter(({ runId }) => unsent.has(runId)).reduce((sum, { count }) => sum + count - 1, 0)
  return [
    ...repeated
      .filter(({ runId }) => !unsent.has(runId) && !cutShort.has(runId))
      .map(({ runId, count }) => `run ${runId} was told ${count} times, and nothing had cut it short`),
    ...(ofPolls > RUNS_OF_A_POLL * polls
      ? [`polls told ${ofPolls} runs again, and ${RUNS_OF_A_POLL * polls} may be`]
      : []),
  ]
}

/** A run that was sent has one outcome, under the id that was answered; one that nobody sent has one, too. */
const inventedOutcomes = ({ arrived, accepted, givenUp, unsent, unreadable }: Soaked['record']): string[] => {
  const others = [...arrived].filter(([id]) => !accepted.has(id)).map(([, { runId }]) => runId)
  const twice = others.filter((runId, index) => others.indexOf(runId) !== index)
  return [
    ...others
      .filter((runId) => !unsent.has(runId) && !givenUp.has(runId))
      .map((runId) => `run ${runId} was told under an id of nobody's`),
    ...twice.map((runId) => `run ${runId} was told under two ids`),
    ...(unreadable === 0 ? [] : [`${unreadable} messages were no RunSummary`]),
  ]
}
