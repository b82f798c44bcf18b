import { describe, expect, it } from 'vitest'
import { deliver } from '../../lib/alerts/deliver.ts'
import { DAY, HOUR, MINUTE, START } from '../support/alerts/alert-times.ts'
import { type AlertWorld, alertWorld } from '../support/alerts/alert-world.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { buildRoute } from '../support/alerts/build-route.ts'
import { workflowIdOf } from '../support/alerts/workflow-id-of.ts'
import { settle } from '../support/settle.ts'

const minutesOf = (times: readonly number[]): readonly number[] => times.map((at) => (at - START) / MINUTE)
const kindsAt = ({ taken }: AlertWorld['team']): readonly string[] => taken.map(({ message }) => message.kind)
const BOTH = [buildRoute({ sinks: ['team', 'pager'] })]

describe('a sink that fails for a moment', () => {
  it('is tried again after 1, 2, 5 and then every 15 minutes', async () => {
    const world = alertWorld()
    world.team.mode = 'fails'
    await world.take([buildMessage(1)])
    await world.passMinutes(60)

    expect(minutesOf(world.team.triedAt)).toEqual([0, 1, 3, 8, 23, 38, 53])
    world.team.mode = 'works'
    await world.passMinutes(30)
    expect(minutesOf(world.team.taken.map(({ at }) => at))).toEqual([68])
    expect(world.report.events.filter((event) => !event.startsWith('postponed'))).toEqual(['sent team opened 1'])
  })

  it.each([
    ['as long as it asks', 7 * MINUTE, 7],
    ['an hour, though it asks for a day', DAY, 60],
    ['a little, though it asks for nothing', 0, 1],
    ['a little, though it asks for less than nothing', -HOUR, 1],
    ['as long as it asks, though that is less than the first wait', 30_000, 1],
  ])('is left alone for %s', async (_, retryAfterMs, minutes) => {
    const world = alertWorld()
    Object.assign(world.team, { mode: 'fails', retryAfterMs })
    await world.take([buildMessage(1)])
    await world.passMinutes(90)

    expect(minutesOf(world.team.triedAt)[1]).toBe(minutes)
  })

  it('waits only a minute again after it has worked', async () => {
    const world = alertWorld()
    world.team.mode = 'fails'
    await world.take([buildMessage(1)])
    await world.passMinutes(10)
    world.team.mode = 'works'
    await world.passMinutes(20)
    world.team.mode = 'fails'
    const before = world.team.triedAt.length
    await world.take([buildMessage(2, { workflowId: workflowIdOf(2) })])
    await world.passMinutes(2)

    expect(minutesOf(world.team.triedAt.slice(before))).toEqual([30, 31])
  })

  it('rests for all incidents after three failures in a row', async () => {
    const world = alertWorld()
    world.team.mode = 'fails'
    await world.take(Array.from({ length: 8 }, (_, index) => buildMessage(index, { workflowId: workflowIdOf(index) })))
    await world.passMinutes(1)

    // The first eight were at once: none of them knew of another.
    expect(minutesOf(world.team.triedAt)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1])
  })

  it('is given up after 24 hours: the fallback is told, once, and it is counted', async () => {
    const world = alertWorld()
    world.team.mode = 'fails'
    await world.take([buildMessage(1)])
    await world.passMinutes(23 * 60)
    expect(world.mail.taken).toEqual([])
    await world.passMinutes(2 * 60)

    expect(kindsAt(world.mail)).toEqual(['opened'])
    expect(world.report.events.filter((event) => event.startsWith('failed'))).toEqual(['failed team fails'])
    expect(world.store.items()).toMatchObject([{ sinks: { team: { told: 1, failingSince: null } } }])
  })

  it('is given up for every incident after about 24 hours, though it rests for most of them', async () => {
    const world = alertWorld()
    world.team.mode = 'fails'
    for (let index = 1; index <= 40; index += 1) {
      await world.take([buildMessage(index, { workflowId: workflowIdOf(index) })])
    }
    await world.passMinutes(26 * 60)

    const told = world.mail.taken.flatMap(({ message }) =>
      message.kind === 'digest' ? message.notifications : message,
    )
    expect(new Set(told.map(({ workflowId }) => workflowId)).size).toBe(40)
  })
})

describe('a sink that refuses for ever', () => {
  it('is not tried again: the fallback is told, once, and it is counted', async () => {
    const world = alertWorld()
    world.team.mode = 'refuses'
    await world.take([buildMessage(1)])
    await world.passMinutes(60)

    expect([world.team.triedAt.length, kindsAt(world.mail)]).toEqual([1, ['opened']])
    expect(world.report.events).toEqual(['failed team refused'])
  })

  it('is over with one attempt at the fallback, though that refuses too', async () => {
    const world = alertWorld()
    world.team.mode = 'refuses'
    world.mail.mode = 'refuses'
    await world.take([buildMessage(1)])
    await world.passMinutes(60)

    expect([world.team.triedAt.length, world.mail.triedAt.length]).toEqual([1, 1])
    expect(world.report.faults).toHaveLength(1)
  })

  it('loses nothing where the fallback fails at that moment: both are tried again, and the fallback told once', async () => {
    const world = alertWorld()
    world.team.mode = 'refuses'
    world.mail.mode = 'fails'
    await world.take([buildMessage(1)])
    await world.passMinutes(2)
    world.mail.mode = 'works'
    await world.passMinutes(60)

    expect(kindsAt(world.mail)).toEqual(['opened'])
    expect(world.store.items()).toMatchObject([{ sinks: { team: { told: 1, failingSince: null } } }])
  })

  it('is given up after a day where the fallback never works', async () => {
    const world = alertWorld()
    world.team.mode = 'refuses'
    world.mail.mode = 'fails'
    await world.take([buildMessage(1)])
    await world.passMinutes(25 * 60)

    expect(world.store.items()).toMatchObject([{ sinks: { team: { told: 1, failingSince: null } } }])
  })

  it('has no fallback where it is the fallback', async () => {
    const world = alertWorld([buildRoute({ sinks: ['mail'] })])
    world.mail.mode = 'refuses'
    await world.take([buildMessage(1)])
    await world.passMinutes(60)

    expect(world.mail.triedAt).toHaveLength(1)
    expect(world.report.events).toEqual(['failed mail refused'])
  })
})

describe('a sink that hangs', () => {
  it('is cut off after 5 seconds, and tried again', async () => {
    const world = alertWorld()
    world.team.mode = 'hangs'
    const taking = world.take([buildMessage(1)])
    await settle()
    world.clock.advance(4_999)
    await settle()
    expect(world.report.events).toEqual([])
    world.clock.advance(1)

    expect(await taking).toEqual([])
    expect(world.report.events).toEqual(['postponed team no answer in time'])
  })

  it('does not delay another', async () => {
    const world = alertWorld(BOTH)
    world.team.mode = 'hangs'
    const taking = world.take([buildMessage(1)])
    await settle()

    expect(kindsAt(world.pager)).toEqual(['opened'])
    world.clock.advance(5_000)
    await taking
    expect(world.store.items()).toMatchObject([{ sinks: { team: { told: 0, tries: 1 }, pager: { told: 1 } } }])
  })

  it('does not delay another in a sweep either', async () => {
    const world = alertWorld(BOTH)
    for (const sink of [world.team, world.pager]) sink.mode = 'fails'
    await world.take([buildMessage(1), buildMessage(2, { workflowId: workflowIdOf(2) })])
    world.team.mode = 'hangs'
    world.pager.mode = 'works'
    world.clock.advance(MINUTE)
    const sweeping = world.sweep()
    await settle()

    expect(kindsAt(world.pager)).toEqual(['opened', 'opened'])
    for (let tries = 0; tries < 2; tries += 1) {
      world.clock.advance(5_000)
      await settle()
    }
    await sweeping
  })

  it('is cut off by the end of the function too', async () => {
    const world = alertWorld()
    world.team.mode = 'hangs'
    const controller = new AbortController()
    const message = { kind: 'digest', notifications: [], at: START } as const
    const state = { tries: 0, failingSince: null }
    const delivering = deliver('team', message, state, 0, world.ports(), controller.signal)
    controller.abort()

    expect(await delivering).toEqual({ type: 'failed', tryAt: START + MINUTE })
  })
})

describe('a sink that is gone', () => {
  it('has nothing told and nothing left to do', async () => {
    const world = alertWorld()
    const message = { kind: 'digest', notifications: [], at: START } as const
    const signal = new AbortController().signal

    expect(await deliver('gone', message, { tries: 0, failingSince: null }, 0, world.ports(), signal)).toEqual({
      type: 'told',
    })
    expect(world.report.events).toEqual([])
  })
})
