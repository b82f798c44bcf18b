import type { Check } from './check.ts'
import type { Soaked } from './soaked.ts'

/** Every answer that README.md promises, but for those of a function URL alone. */
const ANSWERS = ['202', '200 duplicate', '200 ignored', '400', '401', '403', '404', '413', '415', '422', '503'] as const

/** Runs that a poll has under way when it is killed, and summaries that are sent or taken when SQS goes down, at most. */
const RUNS_OF_A_POLL = 4
const SUMMARIES_AT_ONCE = 20

/** What must hold of answers, and of the messages on the queue `run-summaries`. */
export const checkRuns = ({ record, drained }: Soaked): readonly Check[] => {
  const { latencies, wrongAnswers, accepted, unsent, arrived } = record
  const answers = [...latencies.values()].reduce((sum, { length }) => sum + length, 0)
  const runIds = new Set([...arrived.values()].map(({ runId }) => runId))
  const lost = [...accepted].filter(([id]) => !arrived.has(id)).map(([, { runId }]) => `run ${runId} was lost`)
  const unfound = [...unsent.keys()].filter((runId) => !runIds.has(runId)).map((runId) => `run ${runId} was not found`)
  const repeats = [...arrived.values()].reduce((sum, { count }) => sum + count - 1, 0)
  const allowed = allowedRepeats(record)
  const deadLetters = Object.entries(drained.messages).filter(([name]) => name.endsWith('-dlq'))
  return [
    { title: 'every request is answered as it must be', found: `${answers} answers`, faults: wrongAnswers },
    {
      title: 'every line of the table of answers is given',
      found: `${ANSWERS.filter((answer) => latencies.has(answer)).length} of ${ANSWERS.length}`,
      faults: ANSWERS.filter((answer) => !latencies.has(answer)).map((answer) => `nothing was answered with ${answer}`),
    },
    { title: 'no accepted run is lost', found: `${accepted.size - lost.length} of ${accepted.size}`, faults: lost },
    {
      title: 'polls find the runs that nobody sent',
      found: `${unsent.size - unfound.length} of ${unsent.size}`,
      faults: unfound,
    },
    { title: 'nothing else is told', found: `${arrived.size} outcomes`, faults: inventedOutcomes(record) },
    {
      title: 'repeats are no more than what was cut short',
      found: `${repeats}, of at most ${allowed}`,
      faults: repeats > allowed ? [`${repeats} summaries came again, and ${allowed} may`] : [],
    },
    {
      title: 'no message is a dead letter',
      found: deadLetters.map(([name, count]) => `${count} on ${name}`).join(', '),
      faults: deadLetters.filter(([, count]) => count > 0).map(([name, count]) => `${name} holds ${count} messages`),
    },
  ]
}

const allowedRepeats = ({
  cutShort,
  repeatsForwarded,
  ledgerErrors,
  kills,
  queueOutages,
}: Soaked['record']): number => {
  const polls = kills.filter((name) => name === 'reconcile').length
  return cutShort + repeatsForwarded + ledgerErrors + RUNS_OF_A_POLL * polls + SUMMARIES_AT_ONCE * queueOutages
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
