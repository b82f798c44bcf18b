import { describe, expect, it } from 'vitest'
import { closeIncident } from '../../lib/alerts/incident/close-incident.ts'
import type { Notification } from '../../lib/alerts/notification/notification.ts'
import { sns } from '../../lib/alerts/policy/sns.ts'
import { MINUTE, minute } from '../support/alerts/alert-times.ts'
import { type AlertWorld, alertWorld } from '../support/alerts/alert-world.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { buildRoute } from '../support/alerts/build-route.ts'
import { workflowIdOf } from '../support/alerts/workflow-id-of.ts'
import { settle } from '../support/settle.ts'

const SIGNAL = new AbortController().signal
const isoMinute = (at: number): string => new Date(minute(at)).toISOString()
const failure = (index: number, at = 0) => buildMessage(index, { finishedAt: isoMinute(at) })
const success = (index: number, at: number) =>
  buildMessage(index, { finishedAt: isoMinute(at), status: 'COMPLETED', error: null })

/** Told, in order: what, and the run that it shows. */
const toldAt = ({ taken }: AlertWorld['team']): readonly string[] =>
  taken.map(({ message }) => {
    const { kind, failure: shown } = message as Notification
    return `${kind} ${shown?.displayName}`
  })

/** A chat that hangs, or does what it is told to, and a pager. */
const bothWorld = () => {
  const world = alertWorld([buildRoute({ sinks: ['team', 'pager'] })])
  world.policy = { ...world.policy, sinks: { team: sns(), pager: sns() } }
  return world
}

/** An operator closes the incident that is open. */
const close = async ({ store, clock }: AlertWorld): Promise<void> => {
  const [item] = store.items()
  const closed = item && closeIncident(item, 'replayed by hand', clock.now())
  if (closed == null) throw new Error('no incident is open')
  await store.write(closed, clock.now(), SIGNAL)
}

describe('while a chat hangs', () => {
  it('the pager is told of every workflow that it is admitted, of twenty that failed at once', async () => {
    const world = bothWorld()
    world.team.mode = 'hangs'
    const messages = Array.from({ length: 20 }, (_, index) => buildMessage(index, { workflowId: workflowIdOf(index) }))
    const taking = world.take(messages)
    await settle()

    expect(world.store.items()).toHaveLength(20)
    expect([world.pager.taken.length, world.team.triedAt.length]).toEqual([10, 10])
    world.clock.advance(5_000)
    expect(await taking).toEqual([])
    expect(world.pager.taken).toHaveLength(10)
  })

  it('what the pager was told is stored already, and the chat is not told twice', async () => {
    const world = bothWorld()
    world.team.mode = 'hangs'
    const taking = world.take([failure(1)])
    await settle()

    expect(world.store.items()).toMatchObject([
      { sinks: { pager: { told: 1, claim: null }, team: { told: 0, claim: { kind: 'opened' } } } },
    ])
    world.clock.advance(5_000)
    await taking
    expect(world.store.items()).toMatchObject([{ sinks: { team: { told: 0, tries: 1, claim: null } } }])
    expect([world.pager.triedAt.length, world.team.triedAt.length]).toEqual([1, 1])
  })

  it('the pager is told at once of the next incident, after the end of the one before', async () => {
    const world = bothWorld()
    await world.take([failure(1)])
    await close(world)
    world.team.mode = 'hangs'
    const taking = world.take([failure(2, 1)])
    await settle()

    expect(toldAt(world.pager)).toEqual(['opened charge-card-1', 'resolved charge-card-1', 'opened charge-card-2'])
    world.clock.advance(5_000)
    await taking
    expect(toldAt(world.pager)).toHaveLength(3)
    expect(world.team.triedAt).toHaveLength(2)
  })
})

describe('the end of an incident that another follows', () => {
  it('is told with the other in one sweep, one after the other', async () => {
    const world = bothWorld()
    await world.take([failure(1)])
    await close(world)
    for (const sink of [world.team, world.pager]) sink.mode = 'fails'
    await world.take([failure(2, 1)])
    for (const sink of [world.team, world.pager]) sink.mode = 'works'
    world.clock.advance(MINUTE)
    await world.sweep()

    const all = ['opened charge-card-1', 'resolved charge-card-1', 'opened charge-card-2']
    expect([toldAt(world.team), toldAt(world.pager)]).toEqual([all, all])
  })

  it('shows its own newest failure where a success had ended it, too', async () => {
    const world = alertWorld()
    await world.take([failure(1), failure(2, 1), success(3, 2)])
    world.team.mode = 'fails'
    world.clock.advance(12 * MINUTE)
    await world.sweep()
    await world.take([failure(4, 12)])
    world.team.mode = 'works'
    await world.passMinutes(2)

    expect(toldAt(world.team)).toEqual(['opened charge-card-2', 'resolved charge-card-2', 'opened charge-card-4'])
  })
})
