import { describe, expect, it } from 'vitest'
import { recordedRun } from '../support/recorded-run.ts'
import { withMember } from '../support/with-member.ts'
import { answer, faultOf, QUERY, recordedList, SIGNAL, startHatchet, TENANT_ID, TOKEN } from './hatchet-world.ts'

const EMPTY = recordedList('list.offset-beyond')
const PAGE = recordedList('list.limit-3')
const [ROW] = PAGE.rows
const READ_ROW = {
  runId: '97b039e8-7d4d-4712-af95-6736b8c43c0b',
  createdAt: '2026-11-22T11:27:00.006274Z',
  status: 'COMPLETED',
  startedAt: Date.parse('2026-11-22T11:27:00.031Z'),
  finishedAt: Date.parse('2026-11-22T11:27:00.032Z'),
  retryCount: 0,
}

const listOf = async (body: unknown) => (await startHatchet([answer(body)])).runs.list(QUERY, SIGNAL)
const listOfRow = (row: unknown) => listOf({ ...PAGE, rows: [row] })

describe('list', () => {
  it('asks below the path of the API, with the token, each status as a parameter of its own', async () => {
    const { runs, requests } = await startHatchet([answer(EMPTY)])
    await runs.list({ ...QUERY, offset: 400, limit: 100 }, SIGNAL)

    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /hatchet/api/v1/stable/tenants/${TENANT_ID}/workflow-runs?since=2026-11-22T11%3A00%3A00Z&until=2026-11-22T12%3A00%3A00Z&only_tasks=false&limit=100&offset=400&statuses=FAILED&statuses=CANCELLED`,
    ])
    expect(requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      accept: 'application/json',
      'accept-encoding': 'identity',
    })
  })

  it('escapes the plus of a time, which Hatchet would read as a space', async () => {
    const { runs, urls } = await startHatchet([answer(EMPTY)])
    await runs.list({ ...QUERY, since: '2026-11-22T13:00:00+02:00', until: '2026-11-22T14:00:00.000001+02:00' }, SIGNAL)

    expect(urls()[0]).toContain(
      'since=2026-11-22T13%3A00%3A00%2B02%3A00&until=2026-11-22T14%3A00%3A00.000001%2B02%3A00&',
    )
  })

  it('reads a recorded page: what it needs of each row, in order, and how many pages there are', async () => {
    const { rows, ...page } = await listOf(PAGE)

    expect(page).toEqual({ unreadable: 0, pageCount: 30 })
    expect(rows.map(({ runId }) => runId.slice(0, 8))).toEqual(['97b039e8', '9974ade8', '1e61b17d'])
    expect(rows[0]).toEqual(READ_ROW)
  })

  it('reads recorded child runs, and keeps no error text', async () => {
    const { rows } = await listOf(recordedList('list.children-of-parent'))

    expect(rows.map(({ status }) => status)).toEqual(['FAILED', 'COMPLETED'])
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(Object.keys(READ_ROW).sort())
  })

  it('reads a recorded page beyond the last: no rows, and how many pages there are', async () => {
    expect(await listOf(EMPTY)).toEqual({ rows: [], unreadable: 0, pageCount: 2 })
  })

  it('takes for the creation of a replayed DAG that of the run, by which the list is ordered', async () => {
    expect((await listOfRow(recordedList('list-row.dag-partial-fail'))).rows).toEqual([
      {
        runId: 'e7dc4f29-553e-4749-8249-dddeb7a8cc61',
        createdAt: '2026-11-22T11:22:34.799825Z',
        status: 'FAILED',
        startedAt: Date.parse('2026-11-22T11:22:38.932Z'),
        finishedAt: Date.parse('2026-11-22T11:22:41.488Z'),
        retryCount: 1,
      },
    ])
  })

  it('keeps the creation as an API in New York wrote it, and reads its other times', async () => {
    const { metadata, startedAt, finishedAt } = recordedRun('api-in-new-york.completed').run

    expect((await listOfRow({ ...ROW, metadata, startedAt, finishedAt })).rows).toMatchObject([
      {
        createdAt: '2026-11-22T06:18:41.249758-05:00',
        startedAt: Date.parse('2026-11-22T11:18:41.315Z'),
        finishedAt: Date.parse('2026-11-22T11:24:14.350Z'),
      },
    ])
  })

  it('knows its tenant and a run in upper case too', async () => {
    const upper = { ...ROW, tenantId: TENANT_ID.toUpperCase() }
    const metadata = { ...ROW.metadata, id: ROW.metadata.id.toUpperCase() }

    expect((await listOfRow({ ...upper, metadata })).rows).toEqual([READ_ROW])
  })

  it.each([
    ['null', null],
    ['a list', [ROW]],
    ['a text', 'run'],
    ['an empty object', {}],
    ['a row of another tenant', { ...ROW, tenantId: '00000000-0000-4000-8000-000000000000' }],
    ['a row without tenant', withMember(ROW, ['tenantId'], undefined)],
    ['a row without metadata', withMember(ROW, ['metadata'], undefined)],
    ['a row without id', withMember(ROW, ['metadata', 'id'], undefined)],
    ['a row with an empty id', withMember(ROW, ['metadata', 'id'], '')],
    ['a row with an id of 37 characters', withMember(ROW, ['metadata', 'id'], 'x'.repeat(37))],
    ['a row without creation', withMember(ROW, ['metadata', 'createdAt'], undefined)],
    ['a row created at no time', withMember(ROW, ['metadata', 'createdAt'], 'yesterday')],
    ['a row created in year 1', withMember(ROW, ['metadata', 'createdAt'], '0001-01-01T00:00:00Z')],
    ['a row without status', withMember(ROW, ['status'], undefined)],
    ['a row of an unknown status', { ...ROW, status: 'EVICTED' }],
    ['a row of a status in lower case', { ...ROW, status: 'failed' }],
  ])('counts %s as unreadable, and reads the row after it', async (_, row) => {
    expect(await listOf({ ...PAGE, rows: [row, ROW] })).toEqual({ rows: [READ_ROW], unreadable: 1, pageCount: 30 })
  })

  it.each([[undefined], [null], [''], ['0001-01-01T00:00:00Z'], ['yesterday'], [7], [[]]])(
    'takes %j for a time that is not set',
    async (time) => {
      const { rows } = await listOfRow({ ...ROW, startedAt: time, finishedAt: time })
      expect(rows).toEqual([{ ...READ_ROW, startedAt: null, finishedAt: null }])
    },
  )

  it.each([[undefined], [null], ['3'], [-1], [1.5], [2 ** 53]])('takes %j for no retry', async (retryCount) => {
    expect((await listOfRow({ ...ROW, retryCount })).rows).toEqual([READ_ROW])
  })

  it.each([
    ['null', null],
    ['a list', []],
    ['a text', 'rows'],
    ['no rows', { pagination: PAGE.pagination }],
    ['rows that are no list', { ...PAGE, rows: { 0: ROW } }],
    ['rows that are null', { ...PAGE, rows: null }],
    ['no pagination', { rows: [] }],
    ['no number of pages', { rows: [], pagination: {} }],
    ['a number of pages in words', { rows: [], pagination: { num_pages: '3' } }],
    ['a broken number of pages', { rows: [], pagination: { num_pages: 1.5 } }],
    ['a negative number of pages', { rows: [], pagination: { num_pages: -1 } }],
  ])('refuses an answer that is or has %s', async (_, body) => {
    const fault = await faultOf(listOf(body))
    expect(fault).toMatchObject({
      reason: 'answer',
      message: 'listing runs: an answer that is no list of runs',
    })
  })
})
