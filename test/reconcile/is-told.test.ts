import { describe, expect, it } from 'vitest'
import type { TaskFacts } from '../../lib/forward/outcome-facts.ts'
import { isTold } from '../../lib/reconcile/is-told.ts'
import type { RunRow } from '../../lib/reconcile/run-row.ts'
import { buildRecordedOutcome } from '../support/build-recorded-outcome.ts'
import { buildRow } from '../support/build-row.ts'

const END = Date.parse('2026-11-22T11:42:54Z')

const tasks = (highestRetry: number): TaskFacts => ({
  failed: new Map(),
  ended: new Map(),
  retries: highestRetry,
  highestRetry,
  allEnded: true,
})

describe('isTold', () => {
  it.each<[string, Partial<RunRow>, Parameters<typeof buildRecordedOutcome>[0]]>([
    ['as recorded', {}, {}],
    ['that ended 5 s later, as stored times move', { finishedAt: END + 5_000 }, {}],
    ['that ended earlier', { finishedAt: END - 60_000 }, {}],
    ['with as many retries', { retryCount: 2 }, { tasks: tasks(2) }],
    ['with fewer retries', { retryCount: 1 }, { tasks: tasks(2) }],
    ['that never started, as recorded', { startedAt: null }, { startedAt: null }],
    ['whose start came late', {}, { startedAt: null }],
    ['without any time but its creation', { startedAt: null, finishedAt: null }, { startedAt: null, finishedAt: null }],
  ])('knows a row %s', (_, row, recorded) => {
    expect(isTold(buildRow(row), [buildRecordedOutcome(recorded)])).toBe(true)
  })

  it.each<[string, Partial<RunRow>, Parameters<typeof buildRecordedOutcome>[0]]>([
    ['another status', { status: 'COMPLETED' }, {}],
    ['a higher retry', { retryCount: 3 }, { tasks: tasks(2) }],
    ['a retry where none is recorded', { retryCount: 1 }, {}],
    ['no start where one was', { startedAt: null }, {}],
    ['an end more than 5 s later', { finishedAt: END + 5_001 }, {}],
    ['an end more than 5 s after a start, where no end is recorded', {}, { startedAt: END - 5_001, finishedAt: null }],
  ])('is in doubt about a row with %s', (_, row, recorded) => {
    expect(isTold(buildRow(row), [buildRecordedOutcome(recorded)])).toBe(false)
  })

  it('knows nothing of a run of which nothing was told', () => {
    expect(isTold(buildRow(), [])).toBe(false)
  })

  it('looks at every outcome of the run', () => {
    const others = [buildRecordedOutcome({ status: 'COMPLETED' }), buildRecordedOutcome({ status: 'CANCELLED' })]

    expect(isTold(buildRow(), others)).toBe(false)
    expect(isTold(buildRow(), [...others, buildRecordedOutcome()])).toBe(true)
  })
})
