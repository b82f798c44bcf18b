import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHatchetModel, type ListQuery } from '../../../local/hatchet/hatchet-model.ts'
import type { RunDetails } from '../../../local/hatchet/run-details.ts'
import { recordedRun } from '../../support/recorded-run.ts'
import { buildDetails, TENANT } from './build-details.ts'
import { recordedList } from './recorded-list.ts'

const ALL = { tenantId: TENANT, since: '2026-01-01T00:00:00Z' }

const modelOf = (...runs: RunDetails[]) => {
  const model = createHatchetModel({ now: () => 0 })
  for (const run of runs) model.put(run)
  return model
}

// biome-ignore lint/suspicious/noExplicitAny: tests read arbitrary members of a page
const list = (model: ReturnType<typeof modelOf>, query: Partial<ListQuery> = {}): any =>
  model.list({ ...ALL, ...query }).body

const ids = (model: ReturnType<typeof modelOf>, query: Partial<ListQuery> = {}): string[] =>
  list(model, query).rows.map((row: { metadata: { id: string } }) => row.metadata.id)

const second = (index: number) => new Date(Date.UTC(2026, 10, 22) + index * 1_000).toISOString()
const buildRuns = (count: number) =>
  Array.from({ length: count }, (_, index) => buildDetails({ id: `run-${index}`, createdAt: second(index) }))

describe('the list of runs', () => {
  it('is the recorded page of the runs that were on it', () => {
    const model = modelOf(recordedRun('child-completed.final'), recordedRun('child-failed.final'))

    expect(model.list(ALL)).toEqual({ status: 200, body: recordedList('list.children-of-parent') })
  })

  it('is the recorded page of the newest 3 of 90 runs', () => {
    const page = recordedList('list.limit-3')
    const newest = page.rows.map((row: Record<string, unknown>) => ({
      run: { ...buildDetails().run, ...row },
      tasks: [row],
      workflowConfig: { Name: row['workflowName'] },
    }))

    expect(list(modelOf(...buildRuns(87).reverse(), ...newest), { limit: 3 })).toEqual(page)
  })

  it('is the recorded page beyond the last', () => {
    expect(list(modelOf(...buildRuns(90)), { offset: 1_000_000 })).toEqual(recordedList('list.offset-beyond'))
  })

  it('is empty without since, as recorded', () => {
    const model = modelOf(buildDetails())

    expect(model.list({ tenantId: TENANT })).toEqual({ status: 200, body: recordedList('list.no-since') })
  })

  it.each(['since', 'until'])('refuses a %s that is no time, as recorded', (name) => {
    const { message } = recordedList('list.bad-since')

    expect(modelOf().list({ ...ALL, [name]: 'yesterday' })).toEqual({
      status: 400,
      body: { message: message.replace('since', name) },
    })
  })

  it('has only runs of the tenant', () => {
    expect(ids(modelOf(buildDetails({ tenantId: 'another' })))).toEqual([])
  })

  it.each([
    [{ since: '2026-11-22T11:42:52.660346Z' }, true],
    [{ since: '2026-11-22T11:42:52.660347Z' }, false],
    [{ since: '2026-11-22T12:42:52.660346+01:00' }, true],
    [{ since: '2026-11-22T12:42:52.660347+01:00' }, false],
    [{ until: '2026-11-22T11:42:52.660346Z' }, true],
    [{ until: '2026-11-22T11:42:52.660345Z' }, false],
    [{ until: '2026-11-22T11:42:52.66Z' }, false],
    [{ since: '2026-11-22', until: '2026-11-23' }, true],
    [{ since: '2026-11-23' }, false],
  ])('of %j has a run created at 11:42:52.660346: %s', (query, isListed) => {
    expect(ids(modelOf(buildDetails()), query)).toHaveLength(isListed ? 1 : 0)
  })

  it('is by the creation of the run, whenever its last attempt began and ended', () => {
    const replayed = recordedRun('replay-dag.final')

    expect(ids(modelOf(replayed), { until: '2026-11-22T11:22:34.799825Z' })).toEqual([replayed.run.metadata.id])
  })

  it('is newest first, to the microsecond, in any order of arrival and in any zone', () => {
    const model = modelOf(
      buildDetails({ id: 'second', createdAt: '2026-11-22T10:00:00.000002Z' }),
      buildDetails({ id: 'last', createdAt: '2026-11-22T11:00:00.000001+01:00' }),
      buildDetails({ id: 'first', createdAt: '2026-11-22T05:00:00.000003-05:00' }),
    )

    expect(ids(model)).toEqual(['first', 'second', 'last'])
  })

  it.each([
    [['FAILED'], ['FAILED']],
    [
      ['FAILED', 'COMPLETED'],
      ['COMPLETED', 'FAILED'],
    ],
    [[], ['COMPLETED', 'FAILED', 'RUNNING']],
    [['FAILED,CANCELLED'], ['COMPLETED', 'FAILED', 'RUNNING']],
    [['failed'], ['COMPLETED', 'FAILED', 'RUNNING']],
    [['BROKEN'], ['COMPLETED', 'FAILED', 'RUNNING']],
  ])('of the statuses %j has runs that are %j', (statuses, listed) => {
    const model = modelOf(...['COMPLETED', 'FAILED', 'RUNNING'].map((status) => buildDetails({ id: status, status })))

    expect(ids(model, { statuses }).sort()).toEqual(listed)
  })

  it.each([
    [undefined, 50, 12],
    [0, 500, 2],
    [-1, 500, 2],
    [1_000, 600, 1],
    [200, 200, 3],
  ])('with limit %s has %i rows of 600, on %i pages', (limit, rows, num_pages) => {
    const page = list(modelOf(...buildRuns(600)), { limit })

    expect(page.rows).toHaveLength(rows)
    expect(page.pagination).toEqual({ current_page: 1, next_page: 2, num_pages })
  })

  it('is of every run once, page after page', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ createdAt: fc.integer({ min: 0, max: 20 }), isFailed: fc.boolean() }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (runs, limit, from, to) => {
          const model = modelOf(
            ...runs.map(({ createdAt, isFailed }, index) =>
              buildDetails({
                id: `${index}`,
                createdAt: second(createdAt),
                status: isFailed ? 'FAILED' : 'COMPLETED',
              }),
            ),
          )
          const query = { since: second(from), until: second(to), statuses: ['FAILED'], limit }
          const pages = Array.from({ length: list(model, query).pagination.num_pages }, (_, page) =>
            ids(model, { ...query, offset: page * limit }),
          )
          const expected = runs.flatMap(({ createdAt, isFailed }, index) =>
            isFailed && createdAt >= from && createdAt <= to ? [`${index}`] : [],
          )

          expect(pages.flat().sort()).toEqual(expected.sort())
          expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true)
        },
      ),
    )
  })
})

describe('a model of Hatchet', () => {
  it('replaces a run that is put again', () => {
    const model = modelOf(buildDetails({ status: 'RUNNING' }), buildDetails({ status: 'FAILED' }))

    expect(list(model).rows).toEqual([expect.objectContaining({ status: 'FAILED' })])
  })

  it('lists a run that is put again by its new time of creation', () => {
    const model = modelOf(buildDetails())
    list(model)
    model.put(buildDetails({ createdAt: '2026-11-20T00:00:00Z' }))

    expect(ids(model, { since: '2026-11-21' })).toEqual([])
    expect(ids(model, { until: '2026-11-21' })).toHaveLength(1)
  })

  it('forgets a run that is removed', () => {
    const details = buildDetails({ id: 'gone' })
    const model = modelOf(details)
    list(model)
    model.remove('gone')

    expect(ids(model)).toEqual([])
    expect(model.details('gone')).toBeUndefined()
  })

  it('gives details as they were put', () => {
    const details = recordedRun('dag-partial-fail.final')

    expect(modelOf(details).details(details.run.metadata.id)).toEqual(recordedRun('dag-partial-fail.final'))
  })

  it('shows nobody a run before it is visible', () => {
    let now = 999
    const model = createHatchetModel({ now: () => now })
    model.put(buildDetails({ id: 'late' }), 1_000)

    expect([ids(model), model.details('late'), model.runs()]).toEqual([[], undefined, []])
    now = 1_000
    expect([ids(model), model.runs()]).toEqual([['late'], [model.details('late')]])
  })

  it.each([
    ['id', { metadata: { createdAt: '2026-11-22T11:42:52Z' } }],
    ['time of creation', { metadata: { id: 'a', createdAt: 'today' } }],
    ['metadata', { metadata: null }],
    ['tenant', { tenantId: undefined }],
  ])('takes no run without %s', (_, members) => {
    const { run } = buildDetails()

    expect(() => modelOf({ run: { ...run, ...members } })).toThrow(TypeError)
  })

  it('gives the events of a task only up to a limit', () => {
    const model = modelOf()
    model.putTaskEvents('task', [{ id: 1 }, { id: 2 }, { id: 3 }])

    expect(model.taskEvents('task').rows).toEqual([])
    expect(model.taskEvents('task', -1).rows).toEqual([])
    expect(model.taskEvents('task', 2).rows).toEqual([{ id: 1 }, { id: 2 }])
    expect(model.taskEvents('task', 50)).toEqual({
      pagination: { current_page: 1, next_page: 2, num_pages: 1 },
      rows: [{ id: 1 }, { id: 2 }, { id: 3 }],
    })
    expect(model.taskEvents('another', 50).rows).toEqual([])
  })
})
