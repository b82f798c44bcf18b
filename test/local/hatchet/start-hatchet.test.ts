import { afterEach, describe, expect, it } from 'vitest'
import type { Hatchet } from '../../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../../local/hatchet/start-hatchet.ts'
import { recordedRun } from '../../support/recorded-run.ts'
import { buildDetails, TENANT } from './build-details.ts'
import { recordedList } from './recorded-list.ts'

const OTHER_TENANT = '11111111-2222-4333-8444-555555555555'
const NOW = Date.UTC(2026, 10, 22, 12)
const LIST = `/api/v1/stable/tenants/${TENANT}/workflow-runs`
const RUN = '/api/v1/stable/workflow-runs'
const DENIED = { status: 403, body: { message: 'Please provide valid credentials' } }

const hatchets: Hatchet[] = []
afterEach(async () => {
  await Promise.all(hatchets.splice(0).map((hatchet) => hatchet.stop()))
})

const start = async () => {
  const tokens = new Map([
    ['ours', TENANT],
    ['theirs', OTHER_TENANT],
  ])
  const hatchet = await startHatchet({ tokens, now: () => NOW })
  hatchets.push(hatchet)
  return hatchet
}

const get = async (hatchet: Hatchet, path: string, authorization: string | null = 'Bearer ours') => {
  const answer = await fetch(hatchet.url + path, { headers: authorization === null ? {} : { authorization } })
  return { status: answer.status, body: await answer.json() }
}

describe('a local Hatchet', () => {
  it('lists runs, with the filters of the query string', async () => {
    const hatchet = await start()
    hatchet.model.put(recordedRun('child-completed.final'))
    hatchet.model.put(recordedRun('child-failed.final'))
    hatchet.model.put(buildDetails())

    const query = 'since=2026-11-22T12:19:46.107874%2B01:00&until=2026-11-22T11:19:46.207857Z'
    expect(await get(hatchet, `${LIST}?${query}&only_tasks=false`)).toEqual({
      status: 200,
      body: recordedList('list.children-of-parent'),
    })
    expect(await get(hatchet, `${LIST}?${query}&statuses=FAILED&statuses=CANCELLED`)).toMatchObject({
      body: { rows: [{ status: 'FAILED' }] },
    })
    expect(await get(hatchet, `${LIST}?${query}&limit=1&offset=1`)).toMatchObject({
      body: { pagination: { current_page: 2, next_page: 3, num_pages: 2 }, rows: [{ status: 'COMPLETED' }] },
    })
  })

  it('reads a plus that is not escaped as a blank, and refuses the time', async () => {
    expect(await get(await start(), `${LIST}?since=2026-11-22T12:00:00+01:00`)).toMatchObject({ status: 400 })
  })

  it.each(['limit=ten', 'limit=', 'offset=ten', 'offset=-1'])('refuses %s', async (member) => {
    expect(await get(await start(), `${LIST}?since=2026-11-22&${member}`)).toMatchObject({ status: 400 })
  })

  it('gives details of a run, and the events of its task', async () => {
    const hatchet = await start()
    const details = recordedRun('exec-timeout.final')
    const { id } = details.run.metadata
    hatchet.model.put(details)
    hatchet.model.putTaskEvents(id, [{ message: 'Task exceeded timeout of 2s' }])

    expect(await get(hatchet, `${RUN}/${id}`)).toEqual({ status: 200, body: details })
    const events = `/api/v1/stable/tasks/${id}/task-events`
    expect(await get(hatchet, `${events}?limit=50&offset=0`)).toMatchObject({
      status: 200,
      body: { rows: [{ message: 'Task exceeded timeout of 2s' }] },
    })
    expect(await get(hatchet, events)).toMatchObject({ status: 200, body: { rows: [] } })
  })

  it('does not know other runs, and takes only UUIDs', async () => {
    const hatchet = await start()

    expect(await get(hatchet, `${RUN}/${OTHER_TENANT}`)).toEqual({ status: 404, body: { message: 'not found' } })
    expect(await get(hatchet, `${RUN}/7`)).toEqual({ status: 400, body: { message: 'invalid workflow run id' } })
  })

  it.each([
    ['no token', null],
    ['a wrong token', 'Bearer nobody'],
    ['a token that is no bearer token', 'Basic ours'],
    ["another tenant's token", 'Bearer theirs'],
  ])('refuses %s', async (_, authorization) => {
    const hatchet = await start()
    const details = recordedRun('ok.final')
    hatchet.model.put(details)
    const { id } = details.run.metadata

    for (const path of [`${LIST}?since=2026-11-22`, `${RUN}/${id}`, `/api/v1/stable/tasks/${id}/task-events?limit=1`]) {
      expect(await get(hatchet, path, authorization)).toEqual(DENIED)
    }
  })

  it('refuses a token from when it is revoked', async () => {
    const hatchet = await start()
    expect(await get(hatchet, LIST)).toMatchObject({ status: 200 })

    hatchet.revoke('ours')

    expect(await get(hatchet, LIST)).toEqual(DENIED)
  })

  it('answers what it has no endpoint for with 403 and null', async () => {
    const hatchet = await start()
    const posted = await fetch(hatchet.url + LIST, { method: 'POST', headers: { authorization: 'Bearer ours' } })

    expect([posted.status, await posted.json()]).toEqual([403, null])
    expect(await get(hatchet, '/api/v1/stable/nothing')).toEqual({ status: 403, body: null })
  })

  it('tells the time of its own clock in every answer', async () => {
    const hatchet = await start()
    const dates = async () => {
      const answers = await Promise.all([LIST, '/nothing', `${RUN}/7`].map((path) => fetch(hatchet.url + path)))
      return new Set(answers.map((answer) => answer.headers.get('date')))
    }
    expect(await dates()).toEqual(new Set(['Sun, 22 Nov 2026 12:00:00 GMT']))

    hatchet.advance(90_000)

    expect(await dates()).toEqual(new Set(['Sun, 22 Nov 2026 12:01:30 GMT']))
    expect(hatchet.now()).toBe(NOW + 90_000)
  })

  it('shows late runs when its clock says so', async () => {
    const hatchet = await start()
    hatchet.model.put(recordedRun('ok.final'), NOW + 1_000)
    const path = `${LIST}?since=2026-11-22`
    expect(await get(hatchet, path)).toMatchObject({ body: { rows: [] } })

    hatchet.advance(1_000)

    expect(await get(hatchet, path)).toMatchObject({ body: { rows: [{ workflowName: 'ok' }] } })
  })

  it('remembers every request', async () => {
    const hatchet = await start()
    await get(hatchet, `${LIST}?statuses=FAILED&statuses=COMPLETED`)
    await get(hatchet, `${RUN}/7`)

    expect(hatchet.requests).toEqual([
      { method: 'GET', path: LIST, query: new URLSearchParams('statuses=FAILED&statuses=COMPLETED'), status: 200 },
      { method: 'GET', path: `${RUN}/7`, query: new URLSearchParams(), status: 400 },
    ])
  })

  it('takes a token of its own for the tenant of the recorded runs if it is given none', async () => {
    const hatchet = await startHatchet()
    hatchets.push(hatchet)

    expect(await get(hatchet, LIST, 'Bearer local-token')).toMatchObject({ status: 200 })
  })
})
