import { describe, expect, it } from 'vitest'
import { forwardRun } from '../../lib/forward/forward-run.ts'
import { type BuiltHatchetRun, buildHatchetRun } from '../support/build-hatchet-run.ts'
import { failing } from '../support/failing.ts'
import { hanging } from '../support/hanging.ts'
import { DAY, HOUR, MINUTE, NOW, type ReconcileWorld, reconcileWorld, SCHEDULES } from '../support/reconcile-world.ts'
import { reportOf } from '../support/report-of.ts'
import { runId } from '../support/run-id.ts'

const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

const installed = async (): Promise<ReconcileWorld> => {
  const world = reconcileWorld()
  await world.install()
  return world
}

const tickAfter = async (world: ReconcileWorld, ms: number, schedule: keyof typeof SCHEDULES = '5min') => {
  world.clock.advance(ms)
  return world.tick(SCHEDULES[schedule])
}

/** A webhook tells a run as it is. */
const deliver = (world: ReconcileWorld, run: BuiltHatchetRun) =>
  forwardRun(
    reportOf(buildHatchetRun(run)),
    'webhook',
    {
      queues: { send: async (summary) => void world.messages.push(summary) },
      ledger: world.ledger,
      withoutLedger: 'forward',
      summary: { dashboardUrl: 'https://hatchet.example', metadataKeys: [] },
      now: world.clock.now,
    },
    new AbortController().signal,
  )

const statuses = ({ messages }: ReconcileWorld) => messages.map(({ status }) => status)

describe('the first tick of a tenant', () => {
  it('tells nothing of what ended before it, and all that ends afterwards', async () => {
    const world = reconcileWorld()
    for (let index = 0; index < 50; index++) world.put({ id: runId(index), createdAt: NOW - MINUTE - index * HOUR })
    const long = { id: runId(99), createdAt: NOW - 10 * MINUTE }
    world.put({ ...long, status: 'RUNNING', finishedAt: null })
    for (const schedule of Object.values(SCHEDULES)) await world.tick(schedule)
    await tickAfter(world, 5 * MINUTE, 'daily')
    expect(world.messages).toEqual([])

    world.put({ ...long, finishedAt: world.clock.now() })
    await tickAfter(world, 5 * MINUTE)
    expect(world.told()).toEqual([runId(99)])
  })

  it('is the first of any schedule: another’s does not move it', async () => {
    const world = reconcileWorld()
    await world.tick(SCHEDULES['5min'])
    world.put({ id: runId(1), createdAt: NOW - 2 * HOUR, finishedAt: NOW + MINUTE })
    await tickAfter(world, HOUR, 'hourly')

    expect(world.told()).toEqual([runId(1)])
  })

  it('tells nothing of before, though a run’s details end before its row does', async () => {
    const world = await installed()
    world.put({ id: runId(1), createdAt: NOW - 10 * MINUTE, finishedAt: NOW + MINUTE })
    world.gate.onStep = ({ call, phase }) => {
      if (call === 'readMany' && phase === 'after') {
        world.put({ id: runId(1), createdAt: NOW - 10 * MINUTE, finishedAt: NOW - MINUTE })
      }
    }
    await world.tick()

    expect(world.messages).toEqual([])
  })
})

describe.each([
  ['as ours', 0],
  ['six minutes behind ours', -6 * MINUTE],
  ['six minutes ahead of ours', 6 * MINUTE],
])('with Hatchet’s clock %s', (_, skewMs) => {
  const skewed = async () => {
    const world = reconcileWorld()
    world.hatchet.skewMs = skewMs
    await world.install()
    return world
  }

  it('a run is told once it has ended 30 s ago, not before', async () => {
    const world = await skewed()
    const end = world.hatchet.now()
    world.put({ id: runId(1), createdAt: end - MINUTE, finishedAt: end })
    await tickAfter(world, 0)
    await tickAfter(world, 29_999)
    expect(world.messages).toEqual([])

    await tickAfter(world, 1)
    expect(world.told()).toEqual([runId(1)])
  })

  it('what ended before the first tick is not told, what ended after it is', async () => {
    const world = reconcileWorld()
    world.hatchet.skewMs = skewMs
    const first = world.hatchet.now()
    world.put({ id: runId(1), createdAt: first - HOUR / 2, finishedAt: first - 1 })
    world.put({ id: runId(2), createdAt: first - HOUR / 2, finishedAt: first })
    await world.tick()
    await tickAfter(world, 5 * MINUTE)

    expect(world.told()).toEqual([runId(2)])
  })

  it('a run at either end of the window is seen', async () => {
    const world = await skewed()
    const now = world.hatchet.now()
    // The last window ended five minutes ago, and began an hour before.
    world.put({ id: runId(1), createdAt: now - 65 * MINUTE, finishedAt: now - MINUTE })
    world.put({ id: runId(2), createdAt: now, finishedAt: now - MINUTE })
    world.put({ id: runId(3), createdAt: now - 65 * MINUTE - 1, finishedAt: now - MINUTE })
    const { checked } = await world.tick()

    expect(checked).toBe(2)
    expect(world.hatchet.queries.at(-1)).toMatchObject({ until: new Date(now).toISOString() })
  })
})

describe('a run', () => {
  it('that is FAILED for a moment and then retried is not told', async () => {
    const world = await installed()
    const start = world.hatchet.now()
    const run = { id: runId(1), createdAt: start, startedAt: start }
    world.put({ ...run, finishedAt: start + 1_000 })
    await tickAfter(world, 1_100)
    await tickAfter(world, 20_000)
    world.put({ ...run, status: 'RUNNING', retryCount: 1, finishedAt: start + 1_000 })
    await tickAfter(world, MINUTE)
    expect(world.messages).toEqual([])

    world.put({ ...run, status: 'COMPLETED', retryCount: 1, finishedAt: start + 2 * MINUTE })
    await tickAfter(world, 5 * MINUTE)
    expect(statuses(world)).toEqual(['COMPLETED'])
  })

  it('that is retried between its row and its details is not told', async () => {
    const world = await installed()
    const start = world.hatchet.now()
    world.put({ id: runId(1), createdAt: start, finishedAt: start + 1_000 })
    world.gate.onStep = ({ call, phase }) => {
      if (call === 'readMany' && phase === 'after') world.put({ id: runId(1), createdAt: start, status: 'QUEUED' })
    }
    await tickAfter(world, MINUTE)

    expect(world.messages).toEqual([])
  })

  it.each(['told by a webhook', 'told by a poll'])(
    '%s is told once, though a late cancel moves its end',
    async (by) => {
      const world = await installed()
      const run = { id: runId(1), createdAt: world.hatchet.now(), status: 'COMPLETED' } as const
      world.put(run)
      if (by === 'told by a webhook') await deliver(world, run)
      await tickAfter(world, 5 * MINUTE)
      world.put({ ...run, finishedAt: world.hatchet.now() })
      await tickAfter(world, 5 * MINUTE)
      await tickAfter(world, 5 * MINUTE)

      expect(statuses(world)).toEqual(['COMPLETED'])
      // Its row was looked into once more, and is known since.
      expect(world.hatchet.reads).toHaveLength(by === 'told by a webhook' ? 1 : 2)
    },
  )

  it('whose start comes late is told once', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    world.put({ id: runId(1), createdAt: created, startedAt: null, finishedAt: created + 2_000 })
    await tickAfter(world, MINUTE)
    world.put({ id: runId(1), createdAt: created, startedAt: created + 1_000, finishedAt: created + 2_000 })
    await tickAfter(world, 5 * MINUTE)
    world.restart()
    await tickAfter(world, 5 * MINUTE)

    expect(world.told()).toEqual([runId(1)])
  })

  it('that appears two seconds late, behind newer ones, is told', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    world.put({ id: runId(1), createdAt: created }, created + 2_000)
    world.put({ id: runId(2), createdAt: created + 1_000 })
    await tickAfter(world, 1_500)
    await tickAfter(world, 5 * MINUTE)

    expect(world.told()).toEqual([runId(1), runId(2)])
  })

  it('that a webhook told is not read again', async () => {
    const world = await installed()
    const run = { id: runId(1), createdAt: world.hatchet.now() }
    world.put(run)
    await deliver(world, run)
    await tickAfter(world, 5 * MINUTE)

    expect(world.told()).toEqual([runId(1)])
    expect(world.hatchet.reads).toEqual([])
  })

  it('that is replayed is told each time it ends', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    for (const [retryCount, status] of (['FAILED', 'FAILED', 'COMPLETED', 'FAILED'] as const).entries()) {
      const at = created + retryCount * 6 * MINUTE
      world.put({ id: runId(1), createdAt: created, attemptCreatedAt: at, status, retryCount })
      await tickAfter(world, 5 * MINUTE)
      await tickAfter(world, MINUTE)
    }

    expect(statuses(world)).toEqual(['FAILED', 'FAILED', 'COMPLETED', 'FAILED'])
    expect(new Set(world.messages.map(({ id }) => id)).size).toBe(4)
  })

  it('of which one step is replayed is told again, with another id', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    const tasks = (retryCount: number) => [
      { id: runId(11), status: 'COMPLETED' as const },
      { id: runId(12), status: 'FAILED' as const, retryCount },
    ]
    world.put({ id: runId(1), createdAt: created, tasks: tasks(0) })
    await tickAfter(world, MINUTE)
    world.put({ id: runId(1), createdAt: created, finishedAt: world.hatchet.now(), tasks: tasks(1) })
    await tickAfter(world, MINUTE)
    await tickAfter(world, 5 * MINUTE)

    expect(statuses(world)).toEqual(['FAILED', 'FAILED'])
    expect(new Set(world.messages.map(({ id }) => id)).size).toBe(2)
  })

  it('that ended far in Hatchet’s future is told, and does not wait for ever', async () => {
    const world = await installed()
    world.put({ id: runId(1), createdAt: world.hatchet.now(), finishedAt: world.hatchet.now() + 2 * DAY })
    await tickAfter(world, MINUTE)

    expect(world.told()).toEqual([runId(1)])
  })

  it('of a list whose filters Hatchet ignores is told only where it should be', async () => {
    const world = await installed()
    world.hatchet.ignoresFilters = true
    const created = world.hatchet.now()
    world.put({ id: runId(1), createdAt: created, status: 'FAILED' })
    world.put({ id: runId(2), createdAt: created, status: 'COMPLETED' })
    world.put({ id: runId(3), createdAt: created, status: 'RUNNING' })
    world.put({ id: runId(4), createdAt: created, status: 'QUEUED' })
    await tickAfter(world, 5 * MINUTE, 'daily')

    expect(world.told()).toEqual([runId(1)])
    expect(world.hatchet.reads).toEqual([runId(1)])
  })

  it('that fails days after it was created is found by the daily tick', async () => {
    const world = await installed()
    world.put({ id: runId(1), createdAt: NOW - 20 * DAY, finishedAt: world.hatchet.now() })
    await tickAfter(world, MINUTE)
    await tickAfter(world, MINUTE, 'hourly')
    expect(world.messages).toEqual([])
    await tickAfter(world, MINUTE, 'daily')
    expect(world.told()).toEqual([runId(1)])
  })

  it('whose row cannot be read is counted, and the others are told', async () => {
    const world = await installed()
    for (const index of [1, 2, 3]) world.put({ id: runId(index), createdAt: world.hatchet.now() + index })
    world.hatchet.unreadable.add(runId(2))
    const done = await tickAfter(world, MINUTE)

    expect(world.told()).toEqual([runId(1), runId(3)])
    expect(done.faults).toMatchObject([{ reason: 'answer', count: 1 }])
  })
})

describe('a list that moves while it is read', () => {
  it('hides nothing: rows leave it', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    for (let index = 0; index < 600; index++) world.put({ id: runId(index), createdAt: created + index })
    world.gate.onStep = ({ call, phase }) => {
      if (call !== 'list' || phase === 'before' || world.hatchet.queries.at(-1)?.offset !== 0) return
      for (let index = 590; index < 600; index++) {
        world.put({ id: runId(index), createdAt: created + index, status: 'RUNNING' })
      }
    }
    await tickAfter(world, 5 * MINUTE)

    expect(world.messages).toHaveLength(590)
  })

  it('hides nothing: rows come into it', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    for (let index = 0; index < 600; index++) world.put({ id: runId(index), createdAt: created + index })
    world.gate.onStep = ({ call, phase }) => {
      if (call !== 'list' || phase === 'before' || world.hatchet.queries.at(-1)?.limit === 1) return
      for (let index = 1_000; index < 1_100; index++) world.put({ id: runId(index), createdAt: created + index })
    }
    await tickAfter(world, 5 * MINUTE)
    expect(world.messages.length).toBeGreaterThanOrEqual(600)
    await tickAfter(world, 5 * MINUTE)

    expect(world.messages).toHaveLength(700)
    expect(new Set(world.told()).size).toBe(700)
  })
})

describe('two ticks at once', () => {
  it('lose nothing, and give each outcome one id', async () => {
    const world = await installed()
    const created = world.hatchet.now()
    for (let index = 0; index < 20; index++) world.put({ id: runId(index), createdAt: created + index })
    world.clock.advance(MINUTE)
    world.gate.onStep = () => Promise.resolve()
    await Promise.all([world.tick(), world.tick(SCHEDULES.hourly), world.tick(SCHEDULES.daily)])

    expect(new Set(world.told()).size).toBe(20)
    expect(new Set(world.messages.map(({ id }) => id)).size).toBe(20)
    expect(world.ledger.outcomesOf({ tenantId: TENANT, runId: runId(0) })).toHaveLength(1)
  })
})

describe('a configuration', () => {
  it('without tenants is off: a heartbeat, and no call', async () => {
    const world = reconcileWorld()
    world.tenantIds.length = 0
    await world.tick()

    expect(world.report).toMatchObject({ ticks: ['off'], tenants: [], faults: [] })
    expect(Object.values(world.gate.calls).reduce((sum, count) => sum + count)).toBe(1)
  })

  it.each(['fails', 'hangs'])('whose secret %s is counted, with a heartbeat', async (how) => {
    const world = reconcileWorld()
    world.gate.onStep = how === 'fails' ? failing(['tenants']) : hanging(world.clock, ['tenants'])
    await world.tick()

    expect(world.report).toMatchObject({ ticks: ['failed'], tenants: [], faults: [{ reason: 'secret' }] })
  })

  it('is not even read for an event that is none', async () => {
    const world = reconcileWorld()

    await expect(world.tick({ schedule: '5min' })).rejects.toThrow(/^wrong event: windowMinutes must be /)
    expect(world.gate.calls.tenants).toBe(0)
    expect(world.report.ticks).toEqual([])
  })
})
