import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { recordedRun } from '../support/recorded-run.ts'
import { outcomeFactsIn } from './outcome-facts-in.ts'
import { bareOf, sentByHook } from './recorded-outcomes.ts'

const TIMES = { createdAt: '2026-11-22T11:42:52Z', updatedAt: '2026-11-22T11:42:52Z' }
const task = (id: unknown, members: Record<string, unknown> = {}) =>
  buildTask({ metadata: { ...TIMES, id }, ...members })
const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const tasksIn = (tasks: unknown, status = 'FAILED') => outcomeFactsIn({ run: buildRun({ status }), tasks }).tasks

describe('outcomeFactsOf', () => {
  it('tells a DAG by its times and by what its tasks came to', () => {
    expect(outcomeFactsIn(recordedRun('replay-dag.final'))).toEqual({
      status: 'FAILED',
      createdAt: Date.parse('2026-11-22T11:22:38.932Z'),
      startedAt: Date.parse('2026-11-22T11:22:38.932Z'),
      finishedAt: Date.parse('2026-11-22T11:22:41.488Z'),
      tasks: {
        failed: new Map([['41332814-a0d4-4254-b257-cfdb756ee55a', 1]]),
        ended: new Map([
          ['3589f631-e9f4-4d17-a6ad-011e3577a9cc', 1],
          ['39235292-833a-4374-834c-15b18d7e51bb', 1],
          ['dec7b7fb-3be6-45ed-a9f4-413d7d1327e7', 1],
        ]),
        retries: 4,
        highestRetry: 1,
        allEnded: true,
      },
    })
  })

  it('leaves hook tasks out, which still run while they report', () => {
    const seenFromInside = outcomeFactsIn(sentByHook('on-failure-hook.seen-from-inside.start', 'FAILED'))

    expect(seenFromInside.tasks).toEqual({
      failed: new Map([['2bb1f735-7452-4741-9328-3cede8789369', 1]]),
      ended: new Map([['c09d1463-1696-4c8c-b316-f3eb99bb3df3', 0]]),
      retries: 1,
      highestRetry: 1,
      allEnded: true,
    })
    expect(outcomeFactsIn(recordedRun('hooked-fail.final')).tasks).toEqual(seenFromInside.tasks)
  })

  it("counts no retries of a Python worker's hook, which a replay runs again", () => {
    const hook = task(uuid(2), { displayName: 'report_success-on-success-1795346395400', retryCount: 1 })
    const work = task(uuid(1), { retryCount: 1 })

    expect(tasksIn([hook, work])).toEqual(tasksIn([work]))
  })

  it('tells by the time of the first attempt where that of the last is not set', () => {
    const run = buildRun({ createdAt: '0001-01-01T00:00:00Z', startedAt: null, finishedAt: '' })

    expect(outcomeFactsIn(run)).toEqual({
      status: 'COMPLETED',
      createdAt: Date.parse('2026-11-22T11:42:52.660Z'),
      startedAt: null,
      finishedAt: null,
      tasks: null,
    })
  })

  it.each([
    ['the bare form', bareOf(recordedRun('ok.final'))],
    ['no list', { run: buildRun() }],
    ['null', { run: buildRun(), tasks: null }],
    ['an empty list', { run: buildRun(), tasks: [] }],
    ['only a hook', { run: buildRun(), tasks: [task(uuid(1), { displayName: 'on-failure-task-1795346391506' })] }],
    ['nothing that is a task', { run: buildRun(), tasks: [null, 7, {}] }],
    ['more tasks than are read', { run: buildRun(), tasks: Array.from({ length: 10_001 }, (_, at) => task(uuid(at))) }],
  ])('knows nothing of the tasks of a report with %s', (_, body) => {
    expect(outcomeFactsIn(body).tasks).toBeNull()
  })

  it.each([undefined, null, '1', 1.5, -1])(
    'knows nothing of the tasks where one has the retryCount %j: the sum would be wrong',
    (retryCount) => {
      expect(tasksIn([task(uuid(1)), task(uuid(2), { retryCount }), task(uuid(3))])).toBeNull()
      expect(tasksIn([task(uuid(2), { retryCount })])).toBeNull()
    },
  )

  it('does not need the retryCount of a hook', () => {
    const hook = task(uuid(2), { displayName: 'on-failure-task-1795346391506', retryCount: null })

    expect(tasksIn([task(uuid(1)), hook])).not.toBeNull()
  })

  it.each([
    ['FAILED', true, ['failed']],
    ['COMPLETED', true, ['ended']],
    ['CANCELLED', true, ['ended']],
    ['RUNNING', false, []],
    ['QUEUED', false, []],
    ['BACKOFF', false, []],
  ])('keeps a task that is %s where it belongs, and knows whether it had ended', (status, allEnded, kept) => {
    const facts = tasksIn([task(uuid(1), { status, retryCount: 3 })])

    expect(facts).toEqual({
      failed: new Map(kept.includes('failed') ? [[uuid(1), 3]] : []),
      ended: new Map(kept.includes('ended') ? [[uuid(1), 3]] : []),
      retries: 3,
      highestRetry: 3,
      allEnded,
    })
  })

  it('has not all ended while one runs', () => {
    expect(tasksIn([task(uuid(1)), task(uuid(2), { status: 'RUNNING' }), task(uuid(3))])).toMatchObject({
      allEnded: false,
    })
  })

  // A live on-success hook (v0.104.7) read the step whose retry succeeded as it was before that.
  it('has not all ended where a task of a good run still reads FAILED', () => {
    expect(tasksIn([task(uuid(1), { status: 'FAILED' })], 'COMPLETED')).toMatchObject({ allEnded: false })
  })

  it('counts the retries of all tasks, also of those that run', () => {
    const tasks = [
      task(uuid(1), { retryCount: 2 }),
      task(uuid(2), { retryCount: 5, status: 'RUNNING' }),
      task(uuid(3), { retryCount: 1, status: 'FAILED' }),
    ]

    expect(tasksIn(tasks)).toMatchObject({ retries: 8, highestRetry: 5 })
  })

  it('keeps 10 failed and 10 other tasks of 10,000, the same ones in whatever order they come, and counts them all', () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      task(uuid(index), { status: index % 2 === 0 ? 'FAILED' : 'COMPLETED', retryCount: index % 3 }),
    )
    const facts = tasksIn(tasks)

    expect([...(facts?.failed.keys() ?? [])]).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18].map(uuid))
    expect([...(facts?.ended.keys() ?? [])]).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19].map(uuid))
    expect(facts).toMatchObject({ retries: 9_999, highestRetry: 2, allEnded: true })
    expect(tasksIn(tasks.toReversed())).toEqual(facts)
  })

  it.each(['', ' \n ', '\u0000', 'x'.repeat(37)])(
    'does not keep a task under %j, which is no id, but counts it',
    (id) => {
      expect(tasksIn([task(id, { retryCount: 4 }), task(uuid(1))])).toEqual({
        failed: new Map(),
        ended: new Map([[uuid(1), 0]]),
        retries: 4,
        highestRetry: 4,
        allEnded: true,
      })
    },
  )

  it('knows a task by its id in either case', () => {
    expect(tasksIn([task('ABCDEF01-0000-4000-8000-000000000000')])).toEqual(
      tasksIn([task('abcdef01-0000-4000-8000-000000000000')]),
    )
  })
})
