import { describe, expect, it } from 'vitest'
import { HatchetError } from '../../lib/errors.ts'
import type { BackfillTurn } from '../../lib/reconcile/backfill-turn.ts'
import { HATCHET_TENANT } from '../support/build-hatchet-run.ts'
import { failing } from '../support/failing.ts'
import { hanging } from '../support/hanging.ts'
import type { PortCall } from '../support/port-gate.ts'
import { DAY, HOUR, MINUTE, NOW, type ReconcileWorld, reconcileWorld, SCHEDULES } from '../support/reconcile-world.ts'
import { runId } from '../support/run-id.ts'

const iso = (epochMs: number) => new Date(epochMs).toISOString()

/** All of the past. */
const PAST = { since: iso(NOW - 40 * DAY), until: iso(NOW) }
const DONE = { left: 0, unread: [], stopped: null, next: null }

/** A tenant after its first tick, with runs of one a minute that ended before it, run 0 the newest. */
const installed = async (count: number): Promise<ReconcileWorld> => {
  const world = reconcileWorld()
  for (let index = 0; index < count; index++) world.put({ id: runId(index), createdAt: NOW - DAY - index * MINUTE })
  await world.install()
  return world
}

const ids = (world: ReconcileWorld) => world.backfilled.map((summary) => summary.runId)

/** Turns until nothing is left, each going on where the one before stopped. */
const turnsUntilDone = async (world: ReconcileWorld, question: object, most: number): Promise<BackfillTurn[]> => {
  const turns: BackfillTurn[] = []
  for (let next: object | null = question; next !== null; ) {
    if (turns.length === most) throw new Error(`not done after ${most} turns: ${JSON.stringify(turns.at(-1))}`)
    const turn = await world.backfill({ ...question, ...next })
    turns.push(turn)
    next = turn.next
  }
  return turns
}

const sum = (turns: readonly BackfillTurn[], count: 'checked' | 'told') =>
  turns.reduce((all, turn) => all + turn[count], 0)

describe('a turn of a backfill', () => {
  it('tells what ended before the first tick to its own queue alone, oldest end first, and once', async () => {
    const world = await installed(3)
    world.put({ id: runId(7), createdAt: NOW - 40 * DAY - 1 })
    world.put({ id: runId(8), createdAt: NOW - 2 * DAY, status: 'RUNNING' })
    world.put({ id: runId(9), createdAt: NOW - 39 * DAY, status: 'CANCELLED' })

    expect(await world.backfill(PAST)).toEqual({ ...DONE, checked: 4, told: 4 })
    expect(ids(world)).toEqual([9, 2, 1, 0].map(runId))
    expect(world.backfilled[0]).toMatchObject({ source: 'reconcile', status: 'CANCELLED' })
    expect(await world.backfill(PAST)).toEqual({ ...DONE, checked: 4, told: 0 })
    world.restart()
    expect(await world.backfill(PAST)).toEqual({ ...DONE, checked: 4, told: 0 })
    expect(world.backfilled).toHaveLength(4)
    expect(world.messages).toEqual([])
  })

  it('leaves what ended since to the polls, and they tell it', async () => {
    const world = await installed(1)
    world.clock.advance(3 * DAY)
    const now = world.clock.now()
    world.put({ id: runId(10), createdAt: now - 2 * DAY, status: 'FAILED' })
    world.put({ id: runId(11), createdAt: now - HOUR, status: 'COMPLETED' })
    world.put({ id: runId(12), createdAt: now - 2.5 * DAY, status: 'COMPLETED' })
    world.put({ id: runId(13), createdAt: now - 31 * DAY, finishedAt: now - HOUR, status: 'FAILED' })

    expect(await world.backfill({ ...PAST, until: iso(now) })).toEqual({ ...DONE, checked: 5, told: 3, left: 2 })
    expect(ids(world)).toEqual([0, 12, 13].map(runId))
    for (const schedule of Object.values(SCHEDULES)) await world.tick(schedule)
    expect(world.told().sort()).toEqual([10, 11].map(runId))
  })

  it('moves no cursor, and makes no first tick', async () => {
    const world = reconcileWorld()
    world.put({ id: runId(1), createdAt: NOW - HOUR })
    await world.backfill(PAST)
    expect(ids(world)).toEqual([runId(1)])
    expect(world.cursors.firstTickOf(HATCHET_TENANT)).toBeUndefined()
    expect(world.gate.calls).toMatchObject({ readCursor: 0, storeCursor: 0 })
  })

  it.each(['list', 'firstTick'] as const)(
    'leaves to the polls what is replayed, and ends, after a first tick that comes after its %s',
    async (when) => {
      const world = reconcileWorld()
      world.put({ id: runId(1), createdAt: NOW - HOUR })
      world.put({ id: runId(2), createdAt: NOW - HOUR })
      world.gate.onStep = async ({ call, phase }) => {
        if (call !== when || phase !== 'after') return
        world.gate.onStep = () => {}
        await world.tick()
        world.put({ id: runId(2), createdAt: NOW - HOUR, attemptCreatedAt: NOW + 5_000, finishedAt: NOW + 10_000 })
        world.clock.advance(MINUTE)
      }

      expect(await world.backfill(PAST)).toMatchObject({ told: 1, left: 1 })
      expect(ids(world)).toEqual([runId(1)])
      await world.tick(SCHEDULES.hourly)
      expect(world.told()).toEqual([runId(2)])
    },
  )

  it('only counts in a dry run: it reads no run, sends nothing, records nothing, and remembers nothing', async () => {
    const world = await installed(3)

    expect(await world.backfill({ ...PAST, dryRun: true })).toEqual({ ...DONE, checked: 3, told: 3 })
    expect(world.gate.calls).toMatchObject({ details: 0, send: 0, record: 0 })
    expect(await world.backfill(PAST)).toEqual({ ...DONE, checked: 3, told: 3 })
  })

  it('tells a run that is read anew in full by what it is then', async () => {
    const world = await installed(2)
    world.gate.onStep = ({ call, phase, runId: id }) => {
      if (call !== 'details' || phase !== 'before') return
      if (id === runId(0)) world.put({ id: runId(0), createdAt: NOW - DAY, status: 'RUNNING' })
      else world.put({ id: runId(1), createdAt: NOW - DAY, finishedAt: NOW + MINUTE })
    }

    expect(await world.backfill(PAST)).toEqual({ ...DONE, checked: 2, told: 0, left: 1 })
    expect(world.backfilled).toEqual([])
  })
})

describe('a backfill of many runs', () => {
  it('goes on part by part and turn by turn, counts each run once, and tells it once', async () => {
    const world = await installed(2_600)
    world.latencyMs.list = 1_000
    const turns = await turnsUntilDone(world, PAST, 10)

    expect(turns.length).toBeGreaterThan(1)
    expect([sum(turns, 'checked'), sum(turns, 'told')]).toEqual([2_600, 2_600])
    expect(new Set(ids(world)).size).toBe(2_600)
    expect(world.backfilled).toHaveLength(2_600)
    expect(Math.max(...world.hatchet.queries.map(({ offset }) => offset))).toBeLessThan(1_500)
  })

  it('of one microsecond comes to its end', async () => {
    const world = reconcileWorld()
    for (let index = 0; index < 2_100; index++) world.put({ id: runId(index), createdAt: NOW - DAY })
    await turnsUntilDone(world, PAST, 10)

    expect(new Set(ids(world)).size).toBe(2_100)
  })

  it.each<[string, Partial<Record<PortCall, number>>]>([
    ['list', { list: 12_000 }],
    ['read', { details: 12_000 }],
    ['send', { send: 12_000 }],
    ['record', { record: 12_000 }],
  ])('tells at least one in each turn, however slow it is to %s', async (_, latencyMs) => {
    const world = await installed(6)
    Object.assign(world.latencyMs, latencyMs)
    const turns = await turnsUntilDone(world, PAST, 6)

    expect(turns.every(({ told, stopped }) => told > 0 && stopped === null)).toBe(true)
    expect(ids(world)).toEqual([5, 4, 3, 2, 1, 0].map(runId))
    expect(sum(turns, 'checked')).toBe(6)
  })

  it.each([{ details: 1_000 }, { list: 6_000, details: 500 }])(
    'answers in its time where that is short, with %j',
    async (latencyMs) => {
      const world = await installed(50)
      Object.assign(world.latencyMs, latencyMs)
      const before = world.clock.now()
      const { told, next, stopped } = await world.backfill(PAST, 10_000)

      expect(world.clock.now() - before).toBeLessThan(10_000)
      expect(told).toBeGreaterThan(0)
      expect({ next, stopped }).toEqual({ next: { ...PAST, offset: 0, after: null }, stopped: null })
    },
  )
})

describe('a turn that meets a fault', () => {
  it.each([
    ['list', 'unavailable'],
    ['readMany', 'ledger'],
    ['read', 'ledger'],
    ['record', 'ledger'],
    ['firstTick', 'ledger'],
    ['send', 'queue'],
    ['tenants', 'secret'],
  ] as const)('of %s says %s, and leaves the window to the next turn', async (call, reason) => {
    const world = await installed(2)
    world.gate.onStep = failing([call])
    const stopped = { reason, detail: expect.any(String) }
    expect(await world.backfill(PAST)).toMatchObject({ told: 0, stopped, next: { ...PAST, offset: 0, after: null } })
    world.gate.onStep = () => {}

    await world.backfill(PAST)
    expect(new Set(ids(world))).toEqual(new Set([runId(0), runId(1)]))
  })

  it('passes over runs that cannot be read, tells the others, and says how many those were', async () => {
    const world = await installed(5)
    const fault = ({ runId: id }: { readonly runId?: string | undefined }) =>
      id === runId(1) || id === runId(3) ? new HatchetError('answer', 'no run') : undefined
    world.gate.onStep = failing(['details'], 'before', fault)
    world.hatchet.unreadable.add(runId(4))

    expect(await world.backfill(PAST)).toMatchObject({
      ...{ checked: 4, told: 2, stopped: null, next: null },
      unread: [{ reason: 'answer', count: 3 }],
    })
    expect(ids(world)).toEqual([runId(2), runId(0)])
  })

  it('counts a run that cannot be read once, however many turns its part takes', async () => {
    const world = await installed(8)
    world.latencyMs.record = 12_000
    const fault = ({ runId: id }: { readonly runId?: string | undefined }) =>
      id === runId(6) ? new HatchetError('answer', 'no run') : undefined
    world.gate.onStep = failing(['details'], 'before', fault)
    const turns = await turnsUntilDone(world, PAST, 8)

    expect(turns.length).toBeGreaterThan(2)
    expect(turns.flatMap(({ unread }) => unread)).toEqual([{ reason: 'answer', detail: 'no run', count: 1 }])
  })

  it('ends with its time where Hatchet hangs, and says so', async () => {
    const world = await installed(2)
    world.gate.onStep = hanging(world.clock, ['details'])

    expect(await world.backfill(PAST)).toMatchObject({ told: 0, stopped: { reason: 'unavailable' } })
  })

  it('tells nothing of a tenant that the secret does not name', async () => {
    const world = await installed(1)
    world.tenantIds.pop()

    expect(await world.backfill(PAST)).toMatchObject({ told: 0, stopped: { reason: 'secret' }, next: PAST })
    expect(world.backfilled).toEqual([])
  })
})
