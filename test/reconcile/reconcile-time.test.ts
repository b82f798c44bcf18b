import { describe, expect, it } from 'vitest'
import { MAX_WINDOW_RUNS } from '../../lib/limits.ts'
import type { HatchetRuns, RunQuery } from '../../lib/reconcile/hatchet-runs.ts'
import type { RunRow } from '../../lib/reconcile/run-row.ts'
import type { TerminalStatus } from '../../lib/run/run-status.ts'
import { buildHatchetRun } from '../support/build-hatchet-run.ts'
import { buildRecordedOutcome } from '../support/build-recorded-outcome.ts'
import { buildRow } from '../support/build-row.ts'
import { hanging } from '../support/hanging.ts'
import { DAY, HOUR, MINUTE, type ReconcileWorld, reconcileWorld, SCHEDULES } from '../support/reconcile-world.ts'
import { reportOf } from '../support/report-of.ts'
import { runId } from '../support/run-id.ts'

const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const OTHERS = Array.from({ length: 6 }, (_, index) => `11111111-2222-4333-8444-00000000000${index}`)

/** A tenant after its first tick, with runs of one a second that have ended since, run 0 the newest. */
const backlog = async (count: number, status: TerminalStatus = 'FAILED'): Promise<ReconcileWorld> => {
  const world = reconcileWorld()
  await world.install()
  world.clock.advance(count * 1_000)
  const now = world.hatchet.now()
  for (let index = 0; index < count; index++) {
    world.put({ id: runId(index), createdAt: now - 40_000 - index * 1_000, status })
  }
  return world
}

/** Ticks until one was whole. @returns how many runs had been told after each */
const ticksUntilWhole = async (world: ReconcileWorld, remainingMs: number, most: number): Promise<number[]> => {
  const told: number[] = []
  for (let tick = 0; tick < most; tick++) {
    const { isWhole, faults } = await world.tick(SCHEDULES.hourly, remainingMs)
    expect(faults).toEqual([])
    told.push(new Set(world.told()).size)
    if (isWhole) return told
    world.clock.advance(MINUTE)
  }
  throw new Error(`not whole after ${most} ticks: ${told.join()}`)
}

/** An outcome that no row of these tests is in doubt about. */
const TOLD = buildRecordedOutcome({ finishedAt: Date.parse('2030-01-01T00:00:00Z') })

const isGrowing = (counts: readonly number[]) => counts.every((count, index) => count > (counts[index - 1] ?? 0))

describe('a tick whose time runs out', () => {
  it('while it lists has told the newer part, and the next goes on where it was', async () => {
    const world = await backlog(2_000)
    world.latencyMs.list = 1_000
    const first = await world.tick(SCHEDULES.hourly, 10_000)

    expect(first).toMatchObject({ isWhole: false, faults: [] })
    const { readUntil, unread } = world.cursors.of(TENANT, 'hourly') ?? {}
    expect(readUntil).toBeNull()
    expect(world.told()).toContain(runId(0))
    expect(unread).toMatchObject({ until: new Date(Date.parse(world.messages[0]?.createdAt ?? '')).toISOString() })
    const told = await ticksUntilWhole(world, 10_000, 10)
    expect(isGrowing(told)).toBe(true)
    expect(world.messages).toHaveLength(2_000)
    expect(world.cursors.of(TENANT, 'hourly')).toEqual({ readUntil: unread?.end, unread: null })
  })

  it('keeps what was read before as read, until all is', async () => {
    const world = await backlog(2_000)
    await world.tick(SCHEDULES.hourly)
    const { readUntil } = world.cursors.of(TENANT, 'hourly') ?? {}
    world.latencyMs.list = 1_000
    world.clock.advance(HOUR)
    await world.tick(SCHEDULES.hourly, 10_000)

    expect(world.cursors.of(TENANT, 'hourly')).toMatchObject({ readUntil, unread: {} })
  })

  it.each<[string, (world: ReconcileWorld, last: number) => void]>([
    ['the row that was read last leaves', (world, last) => world.hatchet.model.remove(runId(last))],
    [
      'all rows that were read leave',
      (world, last) => {
        for (let index = 0; index <= last; index++) world.hatchet.model.remove(runId(index))
      },
    ],
  ])('while it lists misses none of the rest, though %s before the next', async (_, change) => {
    const world = await backlog(1_000)
    world.latencyMs.list = 1_000
    await world.tick(SCHEDULES.hourly, 7_000)
    const told = new Set(world.told())
    expect(told.size).toBeLessThan(1_000)
    change(world, told.size - 1)
    await ticksUntilWhole(world, 20_000, 10)

    expect(new Set(world.told()).size).toBe(1_000)
  })

  it.each([[[5]], [[0, 1, 2]], [[249]], [[248, 250]]])(
    'while it lists misses none beside rows %j, which are no runs',
    async (bad) => {
      const world = await backlog(1_000)
      for (const index of bad) world.hatchet.unreadable.add(runId(index))
      world.latencyMs.list = 1_000
      for (let tick = 0; tick < 10; tick++) await world.tick(SCHEDULES.hourly, 5_000)

      expect(new Set(world.told()).size).toBe(1_000 - bad.length)
    },
  )

  it('while it forwards keeps its cursor, and the next goes on', async () => {
    const world = await backlog(500)
    world.latencyMs.details = 100
    const cursor = world.cursors.of(TENANT, 'hourly')
    const first = await world.tick(SCHEDULES.hourly, 20_000)

    expect(first).toMatchObject({ isWhole: false, faults: [] })
    expect(first.found).toBeGreaterThan(150)
    expect(world.cursors.of(TENANT, 'hourly')).toEqual(cursor)
    const told = await ticksUntilWhole(world, 20_000, 10)
    expect(isGrowing([first.found, ...told])).toBe(true)
    expect(world.messages).toHaveLength(500)
    expect(world.gate.calls.details).toBeLessThan(500 + 5 * 4)
  })

  it('never takes longer than it has', async () => {
    const world = await backlog(500)
    Object.assign(world.latencyMs, { list: 700, details: 300, readMany: 90, read: 20, send: 50, record: 20 })
    for (let tick = 0; tick < 10; tick++) {
      const started = world.clock.now()
      await world.tick(SCHEDULES.hourly, 20_000)
      expect(world.clock.now() - started).toBeLessThanOrEqual(20_000)
    }
  })

  it.each([3_000, 2_500, 2_200])(
    'each time, at %i ms of which a page takes 1,000, tells some at each',
    async (remainingMs) => {
      const world = await backlog(600)
      Object.assign(world.latencyMs, { list: 1_000, details: 1 })
      const told = await ticksUntilWhole(world, remainingMs, 30)

      expect(isGrowing(told.slice(0, 3))).toBe(true)
      expect(new Set(world.told()).size).toBe(600)
    },
  )

  it('goes on, though more runs than a page has were created at one time', async () => {
    const world = await backlog(0)
    const createdAt = new Date(world.hatchet.now()).toISOString().replace('Z', '456Z')
    for (let index = 0; index < 900; index++) world.put({ id: runId(index), createdAt })
    world.clock.advance(MINUTE)
    // Time enough for all, but not in the half of it that is for listing.
    world.latencyMs.list = 1_000
    for (let tick = 0; tick < 10; tick++) await world.tick(SCHEDULES.hourly, 6_500)

    expect(new Set(world.told()).size).toBe(900)
  })

  it('goes on behind a row that is too long, though nothing else was read in it', async () => {
    const world = await backlog(10)
    world.hatchet.tooLong.add(runId(0))
    world.hatchet.tooLong.add(runId(1))
    world.latencyMs.list = 200
    for (let tick = 0; tick < 10; tick++) await world.tick(SCHEDULES.hourly, 3_000)

    expect(new Set(world.told()).size).toBe(8)
  })

  it.each([0, 1, -5_000])('before it began, with %i ms, does nothing and throws nothing', async (remainingMs) => {
    const world = await backlog(10)
    world.latencyMs.tenants = 10
    await world.tick(SCHEDULES.hourly, remainingMs)

    expect(world.messages).toEqual([])
    expect(world.report.ticks.at(-1)).toBe('failed')
  })
})

describe('the time of several tenants', () => {
  const tenants = async (count: number) => {
    const world = reconcileWorld()
    world.tenantIds.push(...OTHERS.slice(0, count - 1))
    await world.install()
    for (const [index, tenantId] of world.tenantIds.entries()) {
      world.put({ id: runId(index), tenantId, createdAt: world.hatchet.now() - MINUTE })
    }
    world.report.tenants.length = 0
    return world
  }

  it.each([2, 3, 4, 5, 6, 7])('is shared by %i, whatever there is of it', async (count) => {
    const world = await tenants(count)
    for (let odd = 0; odd < 10; odd++) await world.tick(SCHEDULES['5min'], 225_000 + odd)

    expect(world.report.tenants).toHaveLength(10 * count)
    expect(world.messages).toHaveLength(count)
  })

  it.each(['list', 'details'] as const)('is not used up by one whose %s hangs', async (call) => {
    const world = await tenants(3)
    const started = world.clock.now()
    const hang = hanging(world.clock, [call])
    world.gate.onStep = (step) => (step.tenantId === TENANT ? hang(step) : undefined)
    await world.tick(SCHEDULES['5min'], 225_000)

    expect(world.told()).toEqual([runId(1), runId(2)])
    expect(world.clock.now() - started).toBe(75_000)
  })

  it('that one does not need is the others’', async () => {
    const world = await tenants(3)
    const { hatchet } = world
    for (let index = 100; index < 1_000; index++) {
      world.put({ id: runId(index), tenantId: OTHERS[1] ?? '', createdAt: hatchet.now() - MINUTE })
    }
    world.latencyMs.details = 100
    await world.tick(SCHEDULES['5min'], 99_000)

    expect(world.messages.length).toBeGreaterThan(900)
  })

  it('is not ended by one whose own time ends while the ledger is asked', async () => {
    const world = await tenants(3)
    // Its Hatchet is slow, so that its time is over just as the ledger is asked.
    world.latencyMs.readMany = 30
    world.gate.onStep = ({ call, phase, tenantId }) => {
      if (call === 'list' && phase === 'before' && tenantId === TENANT) world.clock.advance(14_990)
    }
    await world.tick(SCHEDULES['5min'], 90_000)

    expect(world.told()).toEqual(expect.arrayContaining([runId(1), runId(2)]))
  })
})

describe('a great many runs', () => {
  /** Hatchet lists this many runs, one every 10 ms, and has no others. */
  const listed = async (count: number, endsBeforeMs: number) => {
    const world = reconcileWorld()
    await world.install()
    world.clock.advance(HOUR)
    const newest = world.hatchet.now() - endsBeforeMs
    const rows = Array.from({ length: count }, (_, index) => {
      const end = newest - index * 10
      return buildRow({ runId: runId(index), createdAt: new Date(end).toISOString(), startedAt: end, finishedAt: end })
    })
    const list = ({ until, offset, limit }: RunQuery) => {
      const from = Math.max(0, Math.ceil((newest - Date.parse(until)) / 10))
      const page = rows.slice(from + offset, from + offset + limit)
      return { rows: page, unreadable: 0, pageCount: Math.ceil((count - from) / limit) }
    }
    const read = ({ runId: id, createdAt, finishedAt }: RunRow) =>
      reportOf(buildHatchetRun({ id, createdAt, startedAt: finishedAt, finishedAt }))
    const runsOf = (tenantId: string): HatchetRuns => ({
      now: world.hatchet.now,
      list: (query, signal) => world.gate.pass({ call: 'list', tenantId, signal }, () => list(query)),
      read: (row, signal) => world.gate.pass({ call: 'details', tenantId, signal }, () => read(row)),
    })
    Object.assign(world.hatchet, { runsOf })
    world.restart()
    return world
  }

  it('are read in bounded calls and told by several ticks: 50,000 in the window, of which 2,000 are new', async () => {
    const world = await listed(50_000, MINUTE)
    const { readMany: lookUp } = world.ledger
    Object.assign(world.ledger, {
      readMany: async (tenantId: string, runIds: string[], signal: AbortSignal) => {
        const told = new Map(await lookUp(tenantId, runIds, signal))
        for (const id of runIds) if (Number(id.slice(-12)) % 25 !== 0) told.set(id, [TOLD])
        return told
      },
    })
    Object.assign(world.latencyMs, { list: 80, readMany: 10, details: 60, read: 2, send: 4, record: 3 })
    const told = await ticksUntilWhole(world, 60_000, 12)
    const { list, details, readMany } = world.gate.calls

    expect(told.length).toBeGreaterThan(1)
    expect(isGrowing(told)).toBe(true)
    expect(world.messages).toHaveLength(2_000)
    expect(new Set(world.told()).size).toBe(2_000)
    expect(details).toBeLessThanOrEqual(2_000 + told.length * 4)
    expect(list).toBeLessThanOrEqual((told.length + 1) * (50_000 / 249 + 3))
    // What the ledger knew is known; the rest is asked for again.
    expect(readMany).toBeLessThanOrEqual(501 + told.length * 21)
    world.clock.advance(MINUTE)
    await world.tick(SCHEDULES.hourly)
    expect(world.gate.calls).toMatchObject({ details, readMany })
  }, 30_000)

  it('beyond 100,000 are left to the next tick', async () => {
    // They ended before the first tick: this is about reading them.
    const world = await listed(MAX_WINDOW_RUNS + 1_000, 2 * HOUR)
    const first = await world.tick(SCHEDULES.daily)
    const end = world.hatchet.now()
    world.clock.advance(DAY)
    const second = await world.tick(SCHEDULES.daily)

    expect(first.checked).toBeGreaterThanOrEqual(MAX_WINDOW_RUNS)
    expect(first.checked).toBeLessThan(MAX_WINDOW_RUNS + 250)
    expect([first.isWhole, second.isWhole]).toEqual([false, true])
    expect(first.checked + second.checked).toBeGreaterThanOrEqual(MAX_WINDOW_RUNS + 1_000)
    expect(world.cursors.of(TENANT, 'daily')).toEqual({ readUntil: end, unread: null })
  }, 30_000)

  it('that were created while a tick went on are not left out', async () => {
    const world = await backlog(1_000)
    world.latencyMs.list = 1_000
    await world.tick(SCHEDULES.hourly, 5_000)
    world.put({ id: runId(5_000), createdAt: world.hatchet.now() })
    world.clock.advance(3 * DAY)
    await ticksUntilWhole(world, 10_000, 10)
    await ticksUntilWhole(world, 225_000, 2)

    expect(new Set(world.told()).size).toBe(1_001)
  })
})
