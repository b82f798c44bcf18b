import { describe, expect, it } from 'vitest'
import { runDurationMs } from '../../lib/run/run-duration-ms.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { reportOf } from '../support/report-of.ts'

const RUN_ID = '5c6d273c-5c46-4288-953d-134855c00f3e'
const TEN_YEARS_MS = 315_360_000_000

/** The only task of a standalone run: 40 ms, where the run itself says 250. */
const ownTask = (overrides: Record<string, unknown> = {}) => buildTask({ metadata: { id: RUN_ID }, ...overrides })

const durationOf = (run: Record<string, unknown>, tasks?: unknown): number | null =>
  runDurationMs(reportOf({ run: buildRun(run), tasks }))

/** A time within the hour. */
const at = (minutes: string | null) => minutes && `2026-11-22T22:${minutes}Z`

describe('the duration of a run', () => {
  it.each([
    ['its only task', [ownTask()], 40],
    ['its only task, whose id is in upper case', [ownTask({ metadata: { id: RUN_ID.toUpperCase() } })], 40],
    ['its only task, times cut to ms', [ownTask({ startedAt: '2026-11-22T11:42:52.7109999Z' })], 40],
    ['its only task, which ended a little before it started', [ownTask({ startedAt: '2026-11-22T11:42:53Z' })], 0],
    ['its only step', [buildTask()], 40],
    ['the run, bare', undefined, 250],
    ['the run, of no tasks', [], 250],
    ['the run, of which only a hook is known', [buildTask({ displayName: 'on-failure-task-1795347772700' })], 250],
    ['the run, whose task has no start', [ownTask({ startedAt: undefined })], 250],
    ['the run, whose task has no end', [ownTask({ finishedAt: '0001-01-01T00:00:00Z' })], 250],
    ['the run, whose task ended long before it started', [ownTask({ startedAt: '2026-11-22T11:43:52Z' })], 250],
  ])('is that of %s', (_, tasks, expected) => {
    expect(durationOf({}, tasks)).toBe(expected)
  })

  // What a live engine (v0.104.7) showed of workflows with hooks. Most were read within the hook, on a machine under load.
  it.each([
    ['that failed at once', ['48:58.591518', '48:58.991753'], [['charge', 'FAILED', '48:58.371', '48:58.391725']], 20],
    [
      'of which a step still runs',
      ['48:59.706485', '49:00.234349'],
      [
        ['b', 'RUNNING', '48:58.93', null],
        ['a', 'FAILED', '48:58.909', '48:58.99688'],
      ],
      87,
    ],
    [
      'that was replayed: its start is still that of the attempt before, as is the hook of that',
      ['49:00.749823', '49:37.347888'],
      [
        ['on-failure-task', 'COMPLETED', '48:59.858', '49:02.452'],
        ['call', 'COMPLETED', '49:37.308', '49:37.309'],
      ],
      1,
    ],
    [
      'whose hooks have ended',
      ['48:59.884710', '49:02.655340'],
      [
        ['on-failure-task', 'COMPLETED', null, '49:02.649454'],
        ['on-success-task', 'COMPLETED', '49:02.503', '49:02.616'],
        ['spawn', 'COMPLETED', '48:58.99', '49:02.356'],
      ],
      3_366,
    ],
    ['whose start is not known yet', [null, '49:00.749823'], [['odd', 'FAILED', null, '48:59.856593']], null],
  ] as const)('leaves out what Hatchet adds to a run %s', (_, [startedAt, finishedAt], tasks, expected) => {
    const shown = tasks.map(([name, status, start, end]) =>
      buildTask({ displayName: `${name}-1795387738973`, status, startedAt: at(start), finishedAt: at(end) }),
    )
    const run = { startedAt: at(startedAt), finishedAt: at(finishedAt), duration: undefined }
    expect(durationOf(run, shown)).toBe(expected)
  })

  it.each([
    ['ended as it started', '2026-11-22T11:42:52.804433Z', 0],
    ['ended a little before it started', '2026-11-22T11:42:52.700Z', 0],
    ['ended 5 s before it started', '2026-11-22T11:42:47.804Z', 0],
    ['lasted three days', '2026-11-25T11:42:52.804Z', 259_200_000],
  ])('of a run that %s is by its times, not by what it says', (_, finishedAt, expected) => {
    expect(durationOf({ finishedAt, duration: 7 })).toBe(expected)
  })

  it.each([
    ['does not know its start', { startedAt: '0001-01-01T00:00:00Z' }],
    ['does not know its end', { finishedAt: null }],
    ['ended more than 5 s before it started', { finishedAt: '2026-11-22T11:42:47.803Z' }],
  ])('of a run that %s is what it says', (_, times) => {
    expect(durationOf({ ...times, duration: 7 })).toBe(7)
    expect(durationOf({ ...times, duration: 0 })).toBe(0)
    expect(durationOf({ ...times, duration: TEN_YEARS_MS })).toBe(TEN_YEARS_MS)
  })

  it.each([[-1], [TEN_YEARS_MS + 1], [9_223_372_036_854], [-9_223_372_036_854], [1e300], [null], [undefined]])(
    'is unknown where a run without times says %j',
    (duration) => {
      expect(durationOf({ startedAt: null, duration })).toBeNull()
    },
  )
})
