import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import { readIncidentsView } from '../../scripts/alerts/read-incidents-view.ts'
import { pause } from '../pause.ts'
import { localClientConfig } from '../service/local-client-config.ts'
import { countMessages } from './count-messages.ts'
import { perform } from './perform.ts'
import { createRandom } from './random.ts'
import type { SoakWorld } from './soak-world.ts'

/** What there is once all has come to rest, or should have. */
export interface Drained {
  readonly incidents: readonly IncidentItem[]
  /** Messages on each queue, by its name. */
  readonly messages: Readonly<Record<string, number>>
  readonly ms: number
}

/**
 * Longest wait, ms: a function that was killed holds what it had claimed for 90 s, a queue what it had received for 30 s, and
 * a sink is told one digest a minute.
 */
const PATIENCE_MS = 240_000

/**
 * Ends all faults, and sweeps and polls until nothing is left to do. Each workflow succeeds once all of its failures were
 * taken: of a good run that `alert` gets before an older failure, and that ends no incident, nothing is kept.
 */
export const drain = async (world: SoakWorld, onRound: (what: string) => void): Promise<Drained> => {
  const { stack, record, signal, hatchetFaults } = world
  const { endpoints, queues, tables } = stack.description
  const [sqs, dynamoDb] = [
    new SQSClient(localClientConfig(endpoints.sqs)),
    new DynamoDBClient(localClientConfig(endpoints.dynamodb)),
  ]
  const begun = performance.now()
  stack.sinks.heal()
  stack.queues.setDown(false)
  for (const end of hatchetFaults.splice(0)) end()
  const countAll = async () => {
    const counts = await Promise.all(
      Object.entries(queues).map(async ([name, url]) => [name, await countMessages(sqs, url)] as const),
    )
    return Object.fromEntries(counts)
  }
  for (let hasSucceeded = false; ; ) {
    await Promise.all((['poll', 'sweep'] as const).map((type) => perform({ at: 0, type }, world)))
    const messages = await countAll()
    const { incidents } = await readIncidentsView(dynamoDb, tables['incidents'] ?? '', Date.now())
    const ms = performance.now() - begun
    const left = incidents.filter(({ dueAt }) => dueAt !== null).length
    onRound(`${left} incidents to end, ${messages['run-alerts']} messages to alert of`)
    const isFound = [...record.unsent.keys()].every(isArrived(world))
    const isTaken = isFound && messages['run-alerts'] === 0
    if (isTaken && !hasSucceeded) {
      hasSucceeded = true
      await succeedAll(world)
      continue
    }
    const isDone = left === 0 && isTaken && messages['run-summaries'] === 0
    if (isDone || ms > PATIENCE_MS || signal.aborted) {
      sqs.destroy()
      dynamoDb.destroy()
      return { incidents, messages, ms }
    }
    await pause(1_000, signal)
  }
}

const isArrived = ({ record }: SoakWorld): ((runId: string) => boolean) => {
  const arrived = new Set([...record.arrived.values()].map(({ runId }) => runId))
  return (runId) => arrived.has(runId)
}

/** Each good run is sent twice: in a storm the ledger may be too slow to know any repeat. */
const succeedAll = async (world: SoakWorld): Promise<void> => {
  const random = createRandom('the end')
  const runs = [...world.record.accepted.values(), ...world.record.unsent.values()]
  const failed = new Set(runs.filter(({ status }) => status === 'FAILED').map(({ workflow }) => workflow))
  for (const workflow of failed) {
    const run = { runId: random.uuid(), workflow, status: 'COMPLETED', like: random.share() } as const
    await perform({ at: 0, type: 'run', run, isInHatchet: false, repeatAfterMs: 0 }, world)
  }
}
