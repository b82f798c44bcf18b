import { describe, expect, it } from 'vitest'
import { sweep } from '../../lib/alerts/sweep.ts'
import { MINUTE, START } from '../support/alerts/alert-times.ts'
import { createAlertWorker } from '../support/alerts/alert-worker.ts'
import { type AlertWorld, alertWorld } from '../support/alerts/alert-world.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { buildRoute } from '../support/alerts/build-route.ts'
import { createTurns } from '../support/alerts/turns.ts'
import { workflowIdOf } from '../support/alerts/workflow-id-of.ts'

const SIGNAL = new AbortController().signal
const BATCH = 500
const ROUTES = [buildRoute({ sinks: ['team', 'pager'] })]

/** Takes batches with five consumers at once, and a sweep in the middle, as turns are taken at random. */
const takeAll = async (world: AlertWorld, batches: readonly (readonly { messageId: string; body: string }[])[]) => {
  const choices = Array.from({ length: 997 }, (_, index) => (index * index * 31 + 7 * index) % 6)
  const turns = createTurns(choices)
  const left = batches.values()
  const failed: string[] = []
  const consume = async (index: number): Promise<void> => {
    const { pass } = createAlertWorker(`consumer-${index}`, null, turns, world.clock)
    for (const batch of left) failed.push(...(await world.take(batch, pass)))
  }
  const sweeper = createAlertWorker('sweep', null, turns, world.clock)
  const sweeping = sweep(world.ports(sweeper.pass), 60_000, SIGNAL)
  await turns.run([...Array.from({ length: 5 }, (_, index) => consume(index)), sweeping])
  return failed
}

const notificationsAt = ({ taken }: AlertWorld['team']) =>
  taken.flatMap(({ message }) => (message.kind === 'digest' ? message.notifications : [message]))

/** How many messages a sink took in each minute, digests aside, and how many digests. */
const minutesOf = ({ taken }: AlertWorld['team']) =>
  Array.from(Map.groupBy(taken, ({ at }) => Math.floor((at - START) / MINUTE)).values(), (messages) => ({
    singles: messages.filter(({ message }) => message.kind !== 'digest').length,
    digests: messages.filter(({ message }) => message.kind === 'digest').length,
  }))

describe('ten thousand failures of one workflow in a minute', () => {
  it('are two messages for each sink and a handful of writes, and all are counted', async () => {
    const world = alertWorld(ROUTES)
    const messages = Array.from({ length: 10_000 }, (_, index) => buildMessage(index + 1))
    const batches = Array.from({ length: 20 }, (_, index) => messages.slice(index * BATCH, (index + 1) * BATCH))

    expect(await takeAll(world, batches)).toEqual([])
    await world.passMinutes(16)

    for (const sink of [world.team, world.pager]) {
      expect(sink.taken.map(({ message }) => message.kind)).toEqual(['opened', 'update'])
      expect(notificationsAt(sink).reduce((sum, { newFailures }) => sum + newFailures, 0)).toBe(10_000)
    }
    expect(world.store.items()).toMatchObject([{ ever: 10_000, open: { total: 10_000 } }])
    expect(world.store.writes.length + world.store.lostRaces()).toBeLessThanOrEqual(200)
  })
})

describe('five hundred workflows that fail at once', () => {
  it('are at most ten messages and a digest a minute for each sink, and all are told', async () => {
    const world = alertWorld(ROUTES)
    const messages = Array.from({ length: 500 }, (_, index) =>
      buildMessage(index + 1, { workflowId: workflowIdOf(index), workflowName: `workflow-${index}` }),
    )

    expect(await takeAll(world, [messages])).toEqual([])
    await world.passMinutes(60)

    for (const sink of [world.team, world.pager]) {
      expect(new Set(notificationsAt(sink).map(({ workflowId }) => workflowId)).size).toBe(500)
      expect(notificationsAt(sink)).toHaveLength(500)
      expect(minutesOf(sink).every(({ singles, digests }) => singles <= 10 && digests <= 1)).toBe(true)
    }
    expect(world.team.taken.filter(({ message }) => message.kind === 'digest')).toHaveLength(1)
    expect(world.pager.taken.every(({ message }) => message.kind === 'opened')).toBe(true)
  })

  it('are told once a sink that was down for hours works again', async () => {
    const world = alertWorld(ROUTES)
    world.team.mode = 'fails'
    const messages = Array.from({ length: 100 }, (_, index) =>
      buildMessage(index + 1, { workflowId: workflowIdOf(index) }),
    )
    await takeAll(world, [messages])
    await world.passMinutes(180)
    expect(world.team.triedAt.length).toBeLessThan(40)
    world.team.mode = 'works'
    await world.passMinutes(60)

    expect(notificationsAt(world.team)).toHaveLength(100)
    expect(world.mail.taken).toEqual([])
  })
})
