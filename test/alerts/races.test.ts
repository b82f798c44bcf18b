import { describe, expect, it } from 'vitest'
import { LostRace, type PassStep } from '../support/alerts/alert-step.ts'
import { alertWorld } from '../support/alerts/alert-world.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { buildRoute } from '../support/alerts/build-route.ts'

const kindsAt = ({ taken }: ReturnType<typeof alertWorld>['team']) => taken.map(({ message }) => message.kind)
const isoAt = (at: number) => new Date(at).toISOString()

/** The n-th write, from 1, is stored, and said to have been second. */
const secondAtWrite = (n: number): PassStep => {
  let writes = 0
  return async ({ call }, effect) => {
    const value = await effect()
    writes += call === 'write' ? 1 : 0
    if (call === 'write' && writes === n) throw new LostRace()
    return value
  }
}

describe('a write that is stored, and said to have been second', () => {
  it('of the outcomes still tells them, once', async () => {
    const world = alertWorld()

    expect(await world.take([buildMessage(1)], secondAtWrite(1))).toEqual([])
    await world.passMinutes(5)
    expect(kindsAt(world.team)).toEqual(['opened'])
    expect(world.store.items()).toMatchObject([{ ever: 1 }])
  })

  it('of an end that was told does not strike off the incident that opened since', async () => {
    const world = alertWorld()
    await world.take([buildMessage(1)])
    const successAt = isoAt(world.clock.now() + 60_000)
    await world.take([buildMessage(2, { status: 'COMPLETED', error: null, finishedAt: successAt })])
    world.clock.advance(20 * 60_000)
    // Its write ends the incident and opens the next one; the write after it notes the end, and claims the opening.
    await world.take([buildMessage(3, { finishedAt: isoAt(world.clock.now()) })], secondAtWrite(2))
    await world.passMinutes(60)

    expect(kindsAt(world.team)).toEqual(['opened', 'resolved', 'opened'])
  })
})

describe('an opening whose answer was lost', () => {
  it('is ended at a pager, though the incident is over before it could be told again', async () => {
    const world = alertWorld([buildRoute({ sinks: ['pager'] })])
    world.pager.mode = 'loses answers'
    await world.take([buildMessage(1)])
    world.pager.mode = 'fails'
    const successAt = isoAt(world.clock.now() + 60_000)
    await world.take([buildMessage(2, { status: 'COMPLETED', error: null, finishedAt: successAt })])
    await world.passMinutes(20)
    world.pager.mode = 'works'
    await world.passMinutes(60)

    expect(kindsAt(world.pager)).toEqual(['opened', 'resolved'])
  })
})
