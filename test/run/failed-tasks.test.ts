import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { summaryOf } from '../support/summary-of.ts'

const failedTask = (displayName: unknown, finishedAt: unknown = '2026-11-22T11:42:52.75Z') =>
  buildTask({ status: 'FAILED', displayName, finishedAt })

const failedTasksOf = (tasks: unknown): string[] =>
  summaryOf({ run: buildRun({ status: 'FAILED' }), tasks }).failedTasks

describe('the failed tasks of a run', () => {
  it('are those whose status says so, by name', () => {
    const others = ['COMPLETED', 'CANCELLED', 'RUNNING', 'QUEUED', 'failed'].map((status) => buildTask({ status }))
    expect(failedTasksOf([...others, failedTask('charge-1795347772700')])).toEqual(['charge'])
  })

  it('come in the order in which they failed, those without a time last', () => {
    const tasks = [
      failedTask('never', null),
      failedTask('third', '2026-11-22T11:42:55Z'),
      failedTask('first', '2026-11-22T06:42:53.1-05:00'),
      failedTask('zero', '0001-01-01T00:00:00Z'),
      failedTask('second', '2026-11-22T11:42:53.123456Z'),
    ]
    expect(failedTasksOf(tasks)).toEqual(['first', 'second', 'third', 'never', 'zero'])
  })

  it('are ten at most', () => {
    const names = Array.from({ length: 11 }, (_, index) => `task-${index}`)
    expect(failedTasksOf(names.map((name) => failedTask(name)))).toEqual(names.slice(0, 10))
  })

  it('have clean names on one line', () => {
    expect(failedTasksOf([failedTask('cha\u0000rge\n\ud83dcard-1795347772700')])).toEqual(['charge card'])
  })

  it.each([[''], ['-1795347772700'], [' \n'], [undefined], [7]])('are left out with %j for a name', (name) => {
    expect(failedTasksOf([failedTask(name), failedTask('charge')])).toEqual(['charge'])
  })

  it('have names of up to 256 characters', () => {
    expect(failedTasksOf([failedTask('日'.repeat(300))])).toEqual(['日'.repeat(256)])
  })

  it('are named once', () => {
    expect(failedTasksOf([failedTask('charge'), failedTask('charge')])).toEqual(['charge'])
  })

  it('share 1,024 bytes', () => {
    const names = failedTasksOf(Array.from({ length: 10 }, (_, index) => failedTask('"日'.repeat(140 + index))))
    expect(names).toHaveLength(10)
    expect(names.every((name) => name.startsWith('"日"日'))).toBe(true)
    expect(Buffer.byteLength(JSON.stringify(names))).toBeLessThanOrEqual(1_024)
  })
})
