import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAskReconcile } from '../../scripts/backfill/ask-reconcile.ts'
import { walk } from '../../scripts/backfill/walk.ts'
import type { Invoked } from '../../scripts/lambda/invoke-function.ts'
import { HATCHET_TENANT } from '../support/build-hatchet-run.ts'
import { portFault } from '../support/port-fault.ts'
import { DAY, HOUR, MINUTE, type ReconcileWorld, reconcileWorld, SCHEDULES } from '../support/reconcile-world.ts'
import { runId } from '../support/run-id.ts'

/** What becomes of one call of the function. */
interface CallStory {
  /** At which of its steps it ends, and how. */
  readonly at: number
  readonly how: 'killed' | 'fault' | 'out of time'
  /** Whether its answer never comes. */
  readonly isLost: boolean
  /** How long each step takes. */
  readonly stepMs: number
  /** A schedule ticks before it. */
  readonly tick: keyof typeof SCHEDULES | null
}

const KINDS = ['before', 'since', 'long since', 'old'] as const

interface RunStory {
  readonly kind: (typeof KINDS)[number]
  readonly agoMs: number
  readonly status: 'FAILED' | 'COMPLETED' | 'CANCELLED'
}

const ms = (min: number, max: number) => fc.integer({ min, max })
const rarely = <T>(usual: T, value: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, value)

const call: fc.Arbitrary<CallStory> = fc.record({
  at: ms(1, 60),
  how: fc.constantFrom('killed', 'fault', 'out of time'),
  isLost: rarely(false, fc.boolean()),
  stepMs: fc.constantFrom(0, 100, 3_000),
  tick: rarely<CallStory['tick']>(null, fc.constantFrom('5min', 'hourly', 'daily')),
})

const story = fc.record({
  // Few times, so that many runs have the same.
  runs: fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      agoMs: fc.oneof(
        ms(0, 3).map((hours) => hours * HOUR),
        ms(0, 3 * DAY),
      ),
      status: fc.constantFrom('FAILED', 'COMPLETED', 'CANCELLED'),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  calls: fc.array(call, { maxLength: 12 }),
  maxPage: fc.constantFrom(2, 3, 250),
})

/** The first tick was this long ago when the backfill begins. */
const SINCE_FIRST_TICK = 32 * DAY

/** Puts a run of its kind: ended before the first tick; since, and polled; since, but never polled in time; created too long ago. */
const putRun = (world: ReconcileWorld, { kind, agoMs, status }: RunStory, index: number): boolean => {
  const now = world.clock.now()
  const firstTick = now - SINCE_FIRST_TICK
  const times = {
    before: { createdAt: firstTick - 2 * HOUR - agoMs, status },
    since: { createdAt: now - 3 * HOUR - (agoMs % (12 * HOUR)), status },
    'long since': { createdAt: now - 3 * DAY - agoMs, status: 'COMPLETED' as const },
    old: { createdAt: now - 31 * DAY - agoMs, finishedAt: now - HOUR, status },
  }[kind]
  world.put({ id: runId(index), ...times })
  return kind !== 'since'
}

class Killed extends Error {}

/** Calls the function as its story says; whoever is out of stories is called undisturbed. */
const createInvoke = (world: ReconcileWorld, calls: readonly CallStory[], repeated: Set<string>) => {
  let next = 0
  return async (event: { readonly backfill?: object }): Promise<Invoked> => {
    const { at, how, isLost, stepMs, tick }: CallStory = calls[next++] ?? UNDISTURBED
    if (tick !== null) await world.tick(SCHEDULES[tick])
    let steps = 0
    let sent: string | undefined
    world.gate.onStep = (step) => {
      if (step.phase === 'before') world.clock.advance(stepMs)
      if (step.call === 'send' && step.phase === 'after') sent = step.runId
      if (step.call === 'record' && step.phase === 'after') sent = undefined
      steps += 1
      if (steps < at) return
      if (how === 'out of time') world.clock.exhaust(step.signal)
      if (sent !== undefined) repeated.add(sent)
      if (how === 'killed') throw new Killed()
      if (how === 'fault' || step.signal.aborted) throw portFault(step.call)
    }
    try {
      const value: unknown = JSON.parse(JSON.stringify(await world.backfill(Object(event.backfill))))
      return isLost ? { kind: 'lost', words: 'no answer' } : { kind: 'answered', value }
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      world.restart()
      return { kind: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'killed' }
    } finally {
      world.gate.onStep = () => {}
    }
  }
}

const UNDISTURBED: CallStory = { at: Number.POSITIVE_INFINITY, how: 'killed', isLost: false, stepMs: 0, tick: null }

/** The command, again and again, until it has told all. */
const backfillAll = async (world: ReconcileWorld, invoke: (event: object) => Promise<Invoked>) => {
  const [since = '', until = ''] = [world.clock.now() - 40 * DAY, world.clock.now()].map((at) =>
    new Date(at).toISOString(),
  )
  for (let times = 1; times <= 20; times++) {
    const { tenants, stoppedAt } = await walk([HATCHET_TENANT], [{ since, until }], false, {
      ask: createAskReconcile(invoke),
      pause: async (pauseMs) => world.clock.advance(pauseMs),
      isStopping: () => false,
      show: () => {},
    })
    const walked = tenants.get(HATCHET_TENANT)
    expect(stoppedAt).toBeNull()
    if (walked?.givenUp === null && walked.unread.size === 0) return walked
  }
  throw new Error('no end')
}

describe('a backfill, whatever becomes of its calls,', () => {
  it('tells each run of the past once, to its own queue, and takes none from the polls', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ runs, calls, maxPage }) => {
        const world = reconcileWorld()
        await world.tick()
        world.clock.advance(SINCE_FIRST_TICK)
        await world.tick()
        world.hatchet.maxPage = maxPage
        const past = new Set(runs.flatMap((run, index) => (putRun(world, run, index) ? [runId(index)] : [])))
        const polled = runs.map((_, index) => runId(index)).filter((id) => !past.has(id))
        const ticked = calls.filter(({ tick }) => tick !== null).length
        const stored = world.gate.calls.storeCursor
        const repeated = new Set<string>()

        await backfillAll(world, createInvoke(world, calls, repeated))

        const told = world.backfilled.map((summary) => summary.runId)
        expect(new Set(told)).toEqual(past)
        expect(new Set(world.backfilled.map(({ id }) => id)).size).toBe(past.size)
        // Whoever dies between a send and its record is repeated, under the same id.
        expect(told.filter((id, index) => told.indexOf(id) < index && !repeated.has(id))).toEqual([])
        expect(world.gate.calls.storeCursor - stored).toBeLessThanOrEqual(ticked)

        const again = await backfillAll(world, createInvoke(world, [], repeated))
        expect(again.told).toBe(0)
        world.clock.advance(MINUTE)
        for (const schedule of Object.values(SCHEDULES)) await world.tick(schedule)
        expect(world.told().sort()).toEqual(polled.sort())
        await setImmediate()
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    )
  }, 30_000)

  it('meets deaths, faults and lost answers in the worlds of the property above', async () => {
    const ends = fc.sample(story, { numRuns: 150, seed: 1 }).flatMap(({ calls }) => calls)
    for (const how of ['killed', 'fault', 'out of time']) {
      expect(ends.filter((end) => end.how === how && end.at < 20).length).toBeGreaterThan(20)
    }
    expect(ends.filter(({ isLost }) => isLost).length).toBeGreaterThan(20)
  })
})
