import { describe, expect, it } from 'vitest'
import { listRow } from '../../../local/hatchet/list-row.ts'
import { recordedRun, recordedRuns } from '../../support/recorded-run.ts'
import { buildDetails } from './build-details.ts'
import { recordedList } from './recorded-list.ts'

describe('a row of the list', () => {
  it('is, of a DAG, what Hatchet listed, its tasks included', () => {
    expect(listRow(recordedRun('replay-dag.final'))).toStrictEqual(recordedList('list-row.dag-partial-fail'))
  })

  it('is, of a run of one task, what Hatchet listed, with the times of the task', () => {
    const rows = ['child-failed.final', 'child-completed.final'].map((name) => listRow(recordedRun(name)))

    expect(rows).toStrictEqual(recordedList('list.children-of-parent').rows)
  })

  it.each([
    ['ok.queued', { status: 'QUEUED', retryCount: 0, attempt: 1, createdAt: '2026-11-22T11:18:41.249758Z' }],
    ['retry-fail.final', { status: 'FAILED', retryCount: 2, attempt: 3, duration: 207 }],
    ['hooked-fail.final', { status: 'FAILED', retryCount: 1, attempt: 2, duration: 2756 }],
    ['api-in-new-york.completed', { startedAt: '2026-11-22T06:18:41.27-05:00', duration: 333075 }],
  ])('says of %s what its details say', (name, members) => {
    expect(listRow(recordedRun(name))).toMatchObject(members)
  })

  it.each([
    ['ok.queued', ['startedAt', 'finishedAt', 'duration']],
    ['fail-error.running', ['finishedAt', 'duration']],
    ['sched-timeout.final', ['startedAt', 'duration']],
    ['completed-started-late.first', ['startedAt', 'duration']],
  ])('leaves out what is not set: of %s %j', (name, absent) => {
    const row = listRow(recordedRun(name))

    expect(['startedAt', 'finishedAt', 'duration'].filter((member) => !(member in row))).toEqual(absent)
  })

  it('takes the times of the run where its task has none', () => {
    const details = recordedRun('ok.final')
    const [{ startedAt: _, finishedAt: __, ...task }] = details.tasks

    expect(listRow({ ...details, tasks: [task] })).toMatchObject({
      startedAt: details.run.startedAt,
      finishedAt: details.run.finishedAt,
    })
  })

  it.each(recordedRuns)('never holds what %s was given and gave', (name) => {
    expect(listRow(recordedRun(name))).toMatchObject({ type: 'DAG', input: {}, output: {} })
  })

  it('holds error text in full', () => {
    const errorMessage = 'x'.repeat(1_000_000)

    expect(listRow(buildDetails({ status: 'FAILED', errorMessage }))).toMatchObject({ errorMessage })
  })
})
