import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameOutcome } from '../../lib/forward/is-same-outcome.ts'
import type { OutcomeFacts, TaskFacts } from '../../lib/forward/outcome-facts.ts'
import { TERMINAL_STATUSES } from '../../lib/run/run-status.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { outcomeFactsIn } from './outcome-facts-in.ts'

const BASE = Date.UTC(2026, 10, 22, 12)
const status = fc.constantFrom(...TERMINAL_STATUSES)
/** Few values, so that they often meet. */
const time = fc.integer({ min: 0, max: 30 }).map((step) => BASE + step * 250)
const retryCount = fc.integer({ min: 0, max: 3 })

const taskFacts: fc.Arbitrary<TaskFacts> = fc
  .record({
    tasks: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean(), retryCount), {
      selector: ([id]) => id,
    }),
    retries: retryCount,
    highestRetry: retryCount,
    allEnded: fc.boolean(),
  })
  .map(({ tasks, ...rest }) => ({
    ...rest,
    failed: new Map(tasks.filter(([, hasFailed]) => hasFailed).map(([id, , retries]) => [id, retries])),
    ended: new Map(tasks.filter(([, hasFailed]) => !hasFailed).map(([id, , retries]) => [id, retries])),
  }))

const facts: fc.Arbitrary<OutcomeFacts> = fc.record({
  status,
  createdAt: time,
  startedAt: fc.option(time),
  finishedAt: fc.option(time),
  tasks: fc.option(taskFacts, { freq: 4 }),
})

interface Task {
  readonly status: string
  readonly retryCount: number
}
const task: fc.Arbitrary<Task> = fc.record({ status, retryCount })
const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

/** The tasks of a run as Hatchet lists them; those that `order` numbers lower come first. */
const listed = (tasks: readonly Task[], order: readonly number[] = []) =>
  tasks
    .map((each, index) => ({ at: order[index] ?? 0, entry: buildTask({ ...each, metadata: { id: uuid(index) } }) }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry)

const factsOf = (run: Record<string, unknown>, tasks: readonly Task[], order?: readonly number[]) =>
  outcomeFactsIn({ run: buildRun(run), tasks: listed(tasks, order) })

const iso = (epochMs: number): string => new Date(epochMs).toISOString()
const order = fc.array(fc.integer(), { minLength: 40, maxLength: 40 })

describe('isSameOutcome', () => {
  it('does not depend on which report came first', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => isSameOutcome(a, b) === isSameOutcome(b, a)),
      { numRuns: 10_000 },
    )
  })

  it('takes a report for itself', () => {
    fc.assert(
      fc.property(facts, (each) => isSameOutcome(each, structuredClone(each))),
      { numRuns: 2_000 },
    )
  })

  it('takes every read of one ended attempt for the same, though its end moves, tasks come in another order, and more of them have ended', () => {
    const reads = fc.record({
      runStatus: status,
      tasks: fc.array(task, { minLength: 1, maxLength: 40 }),
      stillRan: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      ends: fc.tuple(fc.option(time), fc.option(time)),
      starts: fc.tuple(fc.option(time), fc.option(time)),
      orders: fc.tuple(order, order),
    })
    fc.assert(
      fc.property(reads, ({ runStatus, tasks, stillRan, ends, starts, orders }) => {
        const early = tasks.map((each, index) => (stillRan[index] === true ? { ...each, status: 'RUNNING' } : each))
        const [first, second] = [0, 1].map((read) => ({
          status: runStatus,
          startedAt: starts[read] ? iso(starts[read]) : null,
          finishedAt: ends[read] ? iso(ends[read]) : null,
        }))

        expect(isSameOutcome(factsOf(first ?? {}, early, orders[0]), factsOf(second ?? {}, tasks, orders[1]))).toBe(
          true,
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes a replay in which a task that failed was tried again for another, whatever else it did', () => {
    const replays = fc.array(task, { minLength: 1, maxLength: 10 }).chain((tasks) =>
      fc.record({
        tasks: fc.constant(tasks),
        again: fc.nat({ max: tasks.length - 1 }),
        more: fc.integer({ min: 1, max: 3 }),
        replayed: fc.array(task, { minLength: tasks.length, maxLength: tasks.length }),
        createdAt: fc.tuple(time, time),
        order,
      }),
    )
    fc.assert(
      fc.property(replays, ({ tasks, again, more, replayed, createdAt, ...rest }) => {
        const before = tasks.map((each, index) => (index === again ? { ...each, status: 'FAILED' } : each))
        const after = replayed.map((each, index) =>
          index === again ? { ...each, retryCount: (before[again]?.retryCount ?? 0) + more } : each,
        )
        const run = (at: number) => ({ status: 'FAILED', createdAt: iso(at) })

        expect(isSameOutcome(factsOf(run(createdAt[0]), before), factsOf(run(createdAt[1]), after, rest.order))).toBe(
          false,
        )
      }),
      { numRuns: 2_000 },
    )
  })
})
