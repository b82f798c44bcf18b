import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { recordedRun } from '../support/recorded-run.ts'
import { summaryOf } from '../support/summary-of.ts'

const TASK_ID = '41332814-a0d4-4254-b257-cfdb756ee55a'

const buildEvent = (overrides: Record<string, unknown> = {}) => ({
  eventType: 'TIMED_OUT',
  message: 'Task exceeded timeout of 2s',
  taskId: TASK_ID,
  retryCount: 0,
  timestamp: '2026-11-22T11:42:53.05Z',
  ...overrides,
})

const FAILED_TASK = buildTask({ status: 'FAILED' })

const errorOf = (taskEvents: unknown, tasks: unknown = [FAILED_TASK], run: Record<string, unknown> = {}) =>
  summaryOf({ run: buildRun({ status: 'FAILED', ...run }), tasks, taskEvents }).error

const TIMEOUT = { type: null, message: 'Task exceeded timeout of 2s', truncated: false }

describe('the words of a timeout', () => {
  it('are the error of a recorded run that failed without a text', () => {
    const body = recordedRun('exec-timeout.final')
    const taskEvents = [buildEvent({ taskId: body.run.metadata.id })]
    expect(summaryOf(body).error).toBeNull()
    expect(summaryOf({ ...body, taskEvents }).error).toEqual(TIMEOUT)
  })

  it.each([[''], ['{}'], [null]])('stand in for an error message of %j', (errorMessage) => {
    expect(errorOf([buildEvent()], [FAILED_TASK], { errorMessage })).toEqual(TIMEOUT)
  })

  it('are found among other events', () => {
    const others = [{ eventType: 'FAILED', message: 'x' }, { eventType: 'STARTED', message: 'y' }, null, 7, 'TIMED_OUT']
    expect(errorOf([...others, buildEvent(), ...others])).toEqual(TIMEOUT)
  })

  it('are told of a schedule timeout that has some', () => {
    expect(errorOf([buildEvent({ eventType: 'SCHEDULING_TIMED_OUT', message: 'no worker' })])?.message).toBe(
      'no worker',
    )
  })

  // What a live engine (v0.104.7) answered: of a standalone run's task-events, and the same of a DAG's taskEvents.
  it('are ours for a schedule timeout, of which Hatchet says nothing', () => {
    const events = ['SCHEDULING_TIMED_OUT', 'QUEUED', 'REQUEUED_NO_WORKER'].map((eventType) =>
      buildEvent({ eventType, message: '' }),
    )
    expect(errorOf(events)).toEqual({
      type: null,
      message: 'No worker took the task in time (schedule timeout)',
      truncated: false,
    })
  })

  it('are the newest, which Hatchet lists first', () => {
    expect(errorOf([buildEvent({ message: 'new' }), buildEvent({ message: 'old' })])?.message).toBe('new')
  })

  it('are told where the tasks are unknown', () => {
    expect(errorOf([buildEvent()], null)).toEqual(TIMEOUT)
    expect(errorOf([buildEvent()], [])).toEqual(TIMEOUT)
  })

  it('are cleaned, redacted and cut like any error', () => {
    const message = `token=abc\u0000${'x'.repeat(9_000)}`
    expect(errorOf([buildEvent({ message })])).toEqual({ type: null, message: 'token=[redacted]', truncated: true })
  })

  it('do not replace the text of an error', () => {
    expect(errorOf([buildEvent()], [FAILED_TASK], { errorMessage: 'boom' })?.message).toBe('boom')
  })

  it.each(['COMPLETED', 'CANCELLED'])('are not told of a %s run', (status) => {
    expect(errorOf([buildEvent()], [FAILED_TASK], { status })).toBeNull()
  })

  it('are not told of an attempt that was retried since', () => {
    const task = buildTask({ status: 'FAILED', retryCount: 1 })
    expect(errorOf([buildEvent({ retryCount: 0 })], [task])).toBeNull()
    expect(errorOf([buildEvent({ message: 'old' }), buildEvent({ retryCount: 1 })], [task])).toEqual(TIMEOUT)
  })

  it('are not told of a task that succeeded since', () => {
    expect(errorOf([buildEvent()], [buildTask({ status: 'COMPLETED' })])).toBeNull()
  })

  it.each([
    ['an object', { 0: buildEvent() }],
    ['a text', 'Task exceeded timeout of 2s'],
    ['a list of lists', [[buildEvent()]]],
    ['an event without a type', [buildEvent({ eventType: undefined })]],
    ['an event without words', [buildEvent({ message: '' })]],
    ['an event with a number for words', [buildEvent({ message: 2 })]],
    ['events of other types', [buildEvent({ eventType: 'FAILED' }), buildEvent({ eventType: 'timed_out' })]],
    ['more events than are read', Array.from({ length: 10_001 }, () => buildEvent())],
  ])('are not found in %s', (_, taskEvents) => {
    expect(errorOf(taskEvents)).toBeNull()
  })
})
