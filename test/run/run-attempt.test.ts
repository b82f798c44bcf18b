import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { summaryOf } from '../support/summary-of.ts'

const attemptOf = (tasks: unknown): number | null => summaryOf({ run: buildRun(), tasks }).attempt

describe('the attempt of a run', () => {
  it.each([
    ['no retry', [0], 1],
    ['two retries', [2], 3],
    ['tasks that were retried more and less', [0, 3, 1], 4],
    ['a task that does not say', [undefined, 1], 2],
  ])('counts from 1 with %s', (_, retryCounts, expected) => {
    expect(attemptOf(retryCounts.map((retryCount) => buildTask({ retryCount })))).toBe(expected)
  })

  it.each([
    ['no tasks', []],
    ['no list of tasks', undefined],
    ['nothing that is a task', [null, 'task']],
    ['only tasks that do not say', [undefined, 'twice', -1].map((retryCount) => buildTask({ retryCount }))],
  ])('is unknown with %s', (_, tasks) => {
    expect(attemptOf(tasks)).toBeNull()
  })
})
