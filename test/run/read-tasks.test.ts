import { describe, expect, it } from 'vitest'
import { readTasks } from '../../lib/run/read-tasks.ts'
import { buildTask } from '../support/build-task.ts'

const GOOD = {
  metadata: { id: '41332814-a0d4-4254-b257-cfdb756ee55a' },
  status: 'COMPLETED',
  displayName: 'charge-1795347772700',
  retryCount: 0,
  startedAt: Date.UTC(2026, 10, 22, 11, 42, 52, 710),
  finishedAt: Date.UTC(2026, 10, 22, 11, 42, 52, 750),
}

describe('readTasks', () => {
  it('reads what a task says of its last attempt', () => {
    expect(readTasks([buildTask()])).toEqual([GOOD])
  })

  it.each([[undefined], [null], [{}], [{ 0: buildTask(), length: 1 }], ['tasks'], [7]])(
    'knows no tasks in %j',
    (tasks) => {
      expect(readTasks(tasks)).toBeNull()
    },
  )

  it.each([
    [null],
    ['task'],
    [[]],
    [[buildTask()]],
    [{}],
    [buildTask({ metadata: undefined })],
    [buildTask({ metadata: { id: 7 } })],
    [buildTask({ status: undefined })],
    [buildTask({ status: 7 })],
  ])('passes over %j, which is no task', (task) => {
    expect(readTasks([task, buildTask(), task])).toEqual([GOOD])
  })

  it.each([
    ['displayName', [undefined, null, 7], ''],
    ['retryCount', [undefined, null, '1', 1.5, -1, 2 ** 53], null],
    ['startedAt', [undefined, null, '', 'now', 7, '0001-01-01T00:00:00Z', '2026-02-30T00:00:00Z'], null],
    ['finishedAt', [undefined, null, '', 'now', 7, '0001-01-01T00:00:00Z', '2026-02-30T00:00:00Z'], null],
  ])('knows no %s where a task has none that is right', (member, values, unknown) => {
    for (const value of values) {
      expect(readTasks([buildTask({ [member]: value })])).toEqual([{ ...GOOD, [member]: unknown }])
    }
  })

  it('reads 10,000 tasks and takes a longer list as not sent', () => {
    const tasks = Array.from({ length: 10_000 }, () => buildTask())
    expect(readTasks(tasks)).toHaveLength(10_000)
    expect(readTasks([...tasks, buildTask()])).toBeNull()
  })
})
