import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { recordedRun, recordedRuns } from '../support/recorded-run.ts'
import { reportOf } from '../support/report-of.ts'
import { summaryOf } from '../support/summary-of.ts'

interface Ended {
  readonly status: 'COMPLETED' | 'FAILED' | 'CANCELLED'
  readonly workflowName: string
  /** In the details form, whose tasks tell their true times, and of `.run` alone. */
  readonly durationMs: number | null
  readonly bareDurationMs: number | null
  readonly queueMs: number | null
  /** Type and first line. */
  readonly error?: readonly [type: string | null, firstLine: string]
  readonly failedTasks?: readonly string[]
  readonly attempt?: number
  readonly parentRunId?: string
}

const PARENT = '9cf35aa1-7c11-4a65-b9f5-e74831e3747b'

const completed = (
  workflowName: string,
  durationMs: number | null,
  bareDurationMs: number | null,
  queueMs: number | null,
  rest: Partial<Ended> = {},
): Ended => ({ status: 'COMPLETED', workflowName, durationMs, bareDurationMs, queueMs, ...rest })

const cancelled = (...args: Parameters<typeof completed>): Ended => ({ ...completed(...args), status: 'CANCELLED' })
const failed = (...args: Parameters<typeof completed>): Ended => ({ ...completed(...args), status: 'FAILED' })

/** What each recorded answer must become, worked out from its own times (cut to ms) and texts. */
const EXPECTED: Readonly<Record<string, Ended | 'ignored'>> = {
  // 06:18:41.270 to 06:24:14.345 by the task, .315 to 14.350 by the run
  'api-in-new-york.completed': completed('ok', 333_075, 333_035, 10),
  'cancel-after-completed.before': completed('ok', 0, 32, 4),
  // the late cancel moved the end of both
  'cancel-after-completed.final': completed('ok', 1_341, 1_329, 4),
  'cancel-queued.final': cancelled('needs-gpu-long', null, null, null),
  'cancel-running.final': cancelled('slow', 1_521, 1_519, 0),
  'child-completed.final': completed('ok', 0, 87, 0, { parentRunId: PARENT }),
  'child-failed.final': failed('fail-error', 31, 114, 18, {
    error: ['Error', 'Payment failed for order #4711'],
    failedTasks: ['fail-error'],
    parentRunId: PARENT,
  }),
  'completed-negative-duration.final': completed('quick', 1, 0, 17),
  'completed-started-late.final': completed('quick', 1, 0, 6),
  'completed-started-late.first': completed('quick', null, null, null),
  'cron.final': completed('on-cron', 1, 40, 12),
  'dag-ok.final': completed('dag-ok', 1_687, 1_659, 0),
  'dag-ok.running': 'ignored',
  'dag-partial-fail.final': failed('dag-partial-fail', 2_641, 2_641, 0, {
    error: ['Error', 'charge failed'],
    failedTasks: ['charge'],
  }),
  'event-triggered.final': completed('on-event', 0, 53, 0),
  'exec-timeout.final': failed('slow-timeout', 2_720, 2_717, 0, { failedTasks: ['slow-timeout'] }),
  'fail-error.final': failed('fail-error', 17, 36, 21, {
    error: ['Error', 'Payment failed for order #4711'],
    failedTasks: ['fail-error'],
  }),
  'fail-error.running': 'ignored',
  'fail-string.final': failed('fail-string', 20, 95, 0, { failedTasks: ['fail-string'] }),
  'hooked-fail.final': failed('hooked-fail', 124, 2_756, 0, {
    error: ['Error', 'work exploded (attempt 1)'],
    failedTasks: ['work'],
    attempt: 2,
  }),
  'ok.final': completed('ok', 1, 36, 0),
  'ok.queued': 'ignored',
  'ok.running': 'ignored',
  'on-failure-hook.seen-from-inside.start': 'ignored',
  'on-success-hook.seen-from-inside.start': 'ignored',
  'out-array.final': completed('out-array', 0, 57, 0),
  'parent.final': completed('parent', 324, 369, 42),
  'py-fail.final': failed('py-fail', 38, 140, 0, {
    error: ['OrderError', 'order 4711 failed'],
    failedTasks: ['py-fail'],
  }),
  'py-ok.final': completed('py-ok', 0, 0, 13),
  'replay-dag.before': failed('dag-partial-fail', 2_542, 2_542, 0, {
    error: ['Error', 'charge failed'],
    failedTasks: ['charge'],
  }),
  'replay-dag.final': failed('dag-partial-fail', 2_542, 2_556, 0, {
    error: ['Error', 'charge failed'],
    failedTasks: ['charge'],
    attempt: 2,
  }),
  'replay-dag.running': 'ignored',
  'replay-fail-then-ok.before': failed('flagged', 10, 20, 0, {
    error: ['Error', 'flag says fail'],
    failedTasks: ['flagged'],
  }),
  'replay-fail-then-ok.final': completed('flagged', 1, 15, 0, { attempt: 2 }),
  'replay-ok-then-fail.final': failed('flagged', 4, 24, 0, {
    error: ['Error', 'flag says fail'],
    failedTasks: ['flagged'],
    attempt: 2,
  }),
  'retry-fail.final': failed('retry-fail', 207, 218, 0, {
    error: ['Error', 'attempt 2 failed'],
    failedTasks: ['retry-fail'],
    attempt: 3,
  }),
  'retry-ok.final': completed('retry-ok', 201, 213, 4_987, { attempt: 3 }),
  'retry-ok.transient-failed': failed('retry-ok', 206, 207, 0, {
    error: ['Error', 'attempt 0 failed'],
    failedTasks: ['retry-ok'],
  }),
  'sched-timeout.final': failed('needs-gpu', null, null, null, { failedTasks: ['needs-gpu'] }),
}

const ENDED = Object.entries(EXPECTED).flatMap(([name, row]) => (row === 'ignored' ? [] : [{ name, row }]))
const UNENDED = Object.keys(EXPECTED).filter((name) => EXPECTED[name] === 'ignored')

/** What both forms of a body tell alike. */
const alike = (row: Ended) => ({
  status: row.status,
  workflowName: row.workflowName,
  queueMs: row.queueMs,
  parentRunId: row.parentRunId ?? null,
})

const firstLineOf = (error: { type: string | null; message: string } | null) =>
  error === null ? undefined : [error.type, error.message.split('\n')[0]]

describe('recorded answers of a live engine', () => {
  it('have a row each in the table below', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...recordedRuns].sort())
  })

  it.each(ENDED)('summarizes $name from its details form', ({ name, row }) => {
    const summary = summaryOf(recordedRun(name))
    expect(summary).toMatchObject({
      ...alike(row),
      durationMs: row.durationMs,
      failedTasks: row.failedTasks ?? [],
      attempt: row.attempt ?? 1,
    })
    expect(firstLineOf(summary.error)).toEqual(row.error)
    expect(v.is(RunSummarySchema, summary)).toBe(true)
  })

  it.each(ENDED)('summarizes $name from its bare form', ({ name, row }) => {
    const summary = summaryOf(recordedRun(name).run)
    expect(summary).toMatchObject({ ...alike(row), durationMs: row.bareDurationMs, failedTasks: [], attempt: null })
    expect(firstLineOf(summary.error)).toEqual(row.error)
    expect(v.is(RunSummarySchema, summary)).toBe(true)
  })

  it.each(UNENDED)('does not take %s for an ended run', (name) => {
    expect(isTerminal(reportOf(recordedRun(name)))).toBe(false)
    expect(isTerminal(reportOf(recordedRun(name).run))).toBe(false)
  })

  it.each(ENDED)('gives $name the same id in both forms', ({ name }) => {
    expect(summaryOf(recordedRun(name)).id).toBe(summaryOf(recordedRun(name).run).id)
  })

  it('tells the times of an API in New York in UTC', () => {
    expect(summaryOf(recordedRun('api-in-new-york.completed'))).toMatchObject({
      createdAt: '2026-11-22T11:18:41.305Z',
      startedAt: '2026-11-22T11:18:41.315Z',
      finishedAt: '2026-11-22T11:24:14.350Z',
    })
  })

  it('tells the whole message of a Python error, without the backslash its SDK puts before a line break', () => {
    expect(summaryOf(recordedRun('py-fail.final')).error).toEqual({
      type: 'OrderError',
      message: 'order 4711 failed\nsecond line ünïcödé 😀',
      truncated: false,
    })
  })

  it('tells the whole message of a TypeScript error', () => {
    expect(summaryOf(recordedRun('fail-error.final')).error).toEqual({
      type: 'Error',
      message:
        'Payment failed for order #4711\nsecond line: "quoted" <b>html</b> & co\n\tünïcödé 😀 日本語 \\ backslash',
      truncated: false,
    })
  })

  it('tells a run that never started without a start', () => {
    expect(summaryOf(recordedRun('cancel-queued.final'))).toMatchObject({
      createdAt: '2026-11-22T11:19:41.503Z',
      startedAt: null,
      finishedAt: '2026-11-22T11:19:42.971Z',
    })
  })

  it('gives two reads of one attempt one id, though a late cancel moved its end', () => {
    const [before, after] = ['cancel-after-completed.before', 'cancel-after-completed.final'].map((name) =>
      summaryOf(recordedRun(name)),
    )
    expect(before?.finishedAt).not.toBe(after?.finishedAt)
    expect(before?.id).toBe(after?.id)
  })

  it('gives a replay that fails like the run before it another id', () => {
    const [before, after] = ['replay-dag.before', 'replay-dag.final'].map((name) => summaryOf(recordedRun(name)))
    expect(before?.runId).toBe(after?.runId)
    expect(before?.id).not.toBe(after?.id)
  })
})
