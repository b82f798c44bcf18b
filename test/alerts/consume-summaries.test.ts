import { describe, expect, it } from 'vitest'
import type { SummaryMessage } from '../../lib/alerts/consume-summaries.ts'
import { consumeSummaries } from '../../lib/alerts/consume-summaries.ts'
import { StoreError } from '../../lib/errors.ts'
import { LostRace, type PassStep } from '../support/alerts/alert-step.ts'
import { minute } from '../support/alerts/alert-times.ts'
import { alertWorld } from '../support/alerts/alert-world.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { buildRoute } from '../support/alerts/build-route.ts'
import { buildSummary } from '../support/alerts/build-summary.ts'
import { workflowIdOf } from '../support/alerts/workflow-id-of.ts'

const bodyOf = (overrides: Record<string, unknown>) => JSON.stringify({ ...buildSummary(99), ...overrides })
const ofWorkflow = (index: number) => buildMessage(index, { workflowId: workflowIdOf(index) })
const kindsAt = ({ taken }: ReturnType<typeof alertWorld>['team']) => taken.map(({ message }) => message.kind)

/** Throws what it is given, whenever an incident of one workflow is read. */
const throwing =
  (thrown: unknown, workflow: number): ((world: ReturnType<typeof alertWorld>) => PassStep) =>
  (world) => {
    const { read } = world.store
    Object.assign(world.store, {
      read: async (...args: Parameters<typeof read>) => {
        if (args[0].workflowId === workflowIdOf(workflow)) throw thrown
        return read(...args)
      },
    })
    return async (_step, effect) => effect()
  }

describe('a batch of summaries', () => {
  it('opens an incident, tells it, and leaves nothing to come again', async () => {
    const world = alertWorld()

    expect(await world.take([buildMessage(1), buildMessage(2)])).toEqual([])
    expect(world.team.taken).toMatchObject([
      { message: { kind: 'opened', newFailures: 2, workflowName: 'charge-card' } },
    ])
    expect(world.store.writes).toHaveLength(2)
  })

  it.each<[string, string]>([
    ['no JSON', '{"version":1'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', `[${bodyOf({})}]`],
    ['a summary of a newer version', bodyOf({ version: 2 })],
    ['a summary without a version', bodyOf({ version: undefined })],
    ['a summary of a run that has not ended', bodyOf({ status: 'RUNNING' })],
    ['a summary without an id', bodyOf({ id: undefined })],
    ['an SNS envelope', JSON.stringify({ Type: 'Notification', MessageId: 'x', Message: bodyOf({}) })],
    ['a notification of our own', JSON.stringify({ kind: 'opened', incidentId: 'a', workflowName: 'charge-card' })],
    ['an S3 test event', JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' })],
    ['nested 10,000 levels deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ])('with a message that is %s fails that one, and takes the others', async (_, body) => {
    const world = alertWorld()
    const good = Array.from({ length: 9 }, (_each, index) => buildMessage(index + 1))

    expect(await world.take([...good.slice(0, 4), { messageId: 'poison', body }, ...good.slice(4)])).toEqual(['poison'])
    expect(world.store.items()).toMatchObject([{ ever: 9 }])
    expect(world.report.faults).toEqual(['a message is no RunSummary of version 1'])
  })

  it('with a summary that has members of a later release takes it', async () => {
    const world = alertWorld()

    expect(await world.take([{ messageId: 'a', body: bodyOf({ later: { is: 'ignored' } }) }])).toEqual([])
    expect(kindsAt(world.team)).toEqual(['opened'])
  })

  it('with the same message twice counts it once, and fails it once if it fails', async () => {
    const world = alertWorld()
    const poison = { messageId: 'poison', body: '{' }

    expect(await world.take([buildMessage(1), poison, buildMessage(1), poison])).toEqual(['poison'])
    expect(world.store.items()).toMatchObject([{ ever: 1 }])
  })

  it('that comes again under new message ids is counted once', async () => {
    const world = alertWorld()
    await world.take([buildMessage(1), buildMessage(2)])

    expect(await world.take([{ ...buildMessage(1), messageId: 'redriven' }, buildMessage(2)])).toEqual([])
    expect(world.store.items()).toMatchObject([{ ever: 2 }])
    expect(world.team.taken).toHaveLength(1)
  })

  it('that is empty is nothing', async () => {
    const world = alertWorld()

    expect(await world.take([])).toEqual([])
    expect(world.store.writes).toEqual([])
  })

  it.each([
    ['undefined', undefined],
    ['a string', 'out of order'],
    ['null', null],
    ['an object without a prototype', Object.create(null)],
    ['a TypeError', new TypeError('x is not a function')],
    ['a StoreError', new StoreError('no answer')],
  ])("of which one incident's work throws %s fails the messages of that incident only", async (_, thrown) => {
    const world = alertWorld()
    const pass = throwing(thrown, 2)(world)

    expect(await world.take([ofWorkflow(1), ofWorkflow(2), ofWorkflow(3)], pass)).toEqual(['message-2'])
    expect(world.store.items().map(({ ever }) => ever)).toEqual([1, 1])
    expect(world.report.faults).toHaveLength(1)
  })

  it('without time left begins nothing more, and fails the rest', async () => {
    const world = alertWorld()
    const messages = Array.from({ length: 20 }, (_, index) => ofWorkflow(index + 1))
    let begun = 0
    const isTimeLeft = () => {
      begun += 1
      return begun <= 5
    }
    const failed = await consumeSummaries(messages, world.ports(), isTimeLeft, new AbortController().signal)

    expect(failed).toEqual(messages.slice(5).map(({ messageId }) => messageId))
    expect(world.store.items()).toHaveLength(5)
  })

  it('tells a success to every route of its workflow, and fails its message once if all of them fail', async () => {
    const routes = [buildRoute({ name: 'declined', match: { error: 'declined' } }), buildRoute()]
    const success = buildMessage(1, { status: 'COMPLETED', error: null })
    const world = alertWorld(routes)

    expect(await world.take([success], downAt('read'))).toEqual(['message-1'])
    expect(await world.take([success])).toEqual([])
    expect(world.store.items().map(({ key, lastOkAt }) => [key.route, lastOkAt])).toEqual([
      ['declined', minute(0)],
      ['default', minute(0)],
    ])
  })

  it('with a failure that no route takes has nothing to come again', async () => {
    const world = alertWorld([buildRoute({ match: { workflow: 'import-*' } })])

    expect(await world.take([buildMessage(1)])).toEqual([])
    expect(world.store.writes).toEqual([])
  })

  it.each(['read', 'write', 'active'] as const)('fails as a whole while the store is down (%s)', async (call) => {
    const world = alertWorld()
    const messages = [ofWorkflow(1), ofWorkflow(2), { messageId: 'poison', body: '{' }]

    const failed = await world.take(messages, downAt(call))
    expect([...failed].sort()).toEqual(['message-1', 'message-2', 'poison'])
    expect(world.team.taken).toEqual([])
  })

  it('fails what others were always first at, and gives up after a dozen times', async () => {
    const world = alertWorld()
    let writes = 0
    const failed = await world.take([buildMessage(1), buildMessage(2)], async (step, effect) => {
      if (step.call !== 'write') return effect()
      writes += 1
      // Another is first: the effect does not take place.
      throw new LostRace()
    })

    expect([failed, writes]).toEqual([['message-1', 'message-2'], 12])
    expect(world.team.taken).toEqual([])
  })

  it.each(['fails', 'refuses', 'loses answers'] as const)('is taken though a sink %s', async (mode) => {
    const world = alertWorld()
    world.team.mode = mode

    expect(await world.take([buildMessage(1)])).toEqual([])
    expect(world.store.items()).toMatchObject([{ ever: 1 }])
  })

  it.each(['admit', 'failed', 'worked'] as const)('is taken though the gate is down (%s)', async (call) => {
    const world = alertWorld()
    if (call === 'failed') world.team.mode = 'fails'

    expect(await world.take([buildMessage(1)], downAt(call))).toEqual([])
    world.team.mode = 'works'
    await world.passMinutes(3)
    expect(kindsAt(world.team)).toEqual(['opened'])
  })

  it('is taken though it cannot be stored that it was told, which a sweep tells again once the claim lapsed', async () => {
    const world = alertWorld()
    let writes = 0
    const failed = await world.take([buildMessage(1)], async ({ call }, effect) => {
      writes += call === 'write' ? 1 : 0
      if (call === 'write' && writes === 2) throw new StoreError('no answer')
      return effect()
    })

    expect(failed).toEqual([])
    await world.passMinutes(1)
    expect(kindsAt(world.team)).toEqual(['opened'])
    await world.passMinutes(5)
    expect(kindsAt(world.team)).toEqual(['opened', 'opened'])
  })

  it('names only ids of its own, whatever they look like', async () => {
    const world = alertWorld()
    const messages: SummaryMessage[] = ['', '__proto__', 'a b'].map((messageId) => ({ messageId, body: '?' }))

    expect(await world.take(messages)).toEqual(['', '__proto__', 'a b'])
  })
})

const downAt =
  (down: string): PassStep =>
  async ({ call }, effect) => {
    if (call === down) throw new StoreError(`${call}: no answer`)
    return effect()
  }
