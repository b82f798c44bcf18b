import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { localClientConfig } from '../service/local-client-config.ts'
import type { ToldMessage } from '../sinks/told-message.ts'
import type { Stack } from '../stack.ts'
import { duration } from '../terminal/duration.ts'
import type { Act } from './act.ts'
import { drain } from './drain.ts'
import { memoryTrends } from './memory-trends.ts'
import { playSoak } from './play-soak.ts'
import { recordedRuns } from './recorded-runs.ts'
import type { RefusedRequest } from './refused-requests.ts'
import type { SoakRecord } from './soak-record.ts'
import type { SoakWorld } from './soak-world.ts'
import type { Soaked } from './soaked.ts'
import { startConsumer } from './start-consumer.ts'
import { startMemoryProbe } from './start-memory-probe.ts'

/** What is needed to soak a local cloud that is up. */
export interface SoakOptions {
  readonly plan: readonly Act[]
  readonly durationMs: number
  readonly refused: readonly RefusedRequest[]
  readonly record: SoakRecord
  /** Grows by each message that reaches people. */
  readonly told: readonly ToldMessage[]
  readonly signal: AbortSignal
  readonly show: (line: string) => void
}

/** How far Hatchet's clock is ahead, ms: a run that ends now has ended for long enough to be told by a poll. */
const HATCHET_AHEAD_MS = 40_000

/** How long a message is held back that was received and not deleted, seconds: on AWS it is six minutes. */
const VISIBILITY_SECONDS = 30

/** Plays a plan on a local cloud, and lets it come to rest. */
export const runSoak = async (stack: Stack, options: SoakOptions): Promise<Soaked> => {
  const { plan, durationMs, refused, record, told, signal, show } = options
  await prepare(stack)
  const recorded = recordedRuns()
  const world: SoakWorld = { stack, record, recorded, refused, signal, hatchetFaults: [], called: new Set() }
  const consumer = startConsumer(stack.description, record)
  const probe = startMemoryProbe(stack)
  try {
    await playSoak(plan, world, (playedMs) => {
      const left = duration(Math.round(Math.max(0, durationMs - playedMs) / 1_000) * 1_000)
      const { accepted, arrived, kills } = record
      show(`${left} left: ${accepted.size} runs accepted, ${arrived.size} told, ${kills.length} processes killed`)
    })
    signal.throwIfAborted()
    await probe.stop()
    const drained = await drain(world, (what) => show(`Coming to rest: ${what}`))
    return { record, drained, told, trends: memoryTrends(probe.samples) }
  } finally {
    await probe.stop()
    await consumer.stop()
  }
}

const prepare = async ({ description, hatchet, invoke }: Stack): Promise<void> => {
  const sqs = new SQSClient(localClientConfig(description.endpoints.sqs))
  const Attributes = { VisibilityTimeout: String(VISIBILITY_SECONDS) }
  for (const name of ['run-summaries', 'run-alerts']) {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: description.queues[name], Attributes }))
  }
  sqs.destroy()
  // What ends in Hatchet from here on is new to reconcile.
  await invoke('reconcile', { schedule: '5min', windowMinutes: 60 })
  hatchet.advance(HATCHET_AHEAD_MS)
}
