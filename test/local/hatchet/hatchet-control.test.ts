import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hatchet } from '../../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../../local/hatchet/start-hatchet.ts'
import { recordedRun } from '../../support/recorded-run.ts'
import { TENANT } from './build-details.ts'

const NOW = Date.UTC(2027, 0, 1, 12)
const LIST = `/api/v1/stable/tenants/${TENANT}/workflow-runs?since=2026-11-22`

let hatchet: Hatchet
beforeEach(async () => {
  hatchet = await startHatchet({ now: () => NOW })
})
afterEach(() => hatchet.stop())

const call = async (method: string, path: string, body?: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(hatchet.url + path, { method, ...(text !== undefined && { body: text }) })
  return { status: answer.status, body: await answer.json() }
}

const listStatus = async () =>
  (await fetch(hatchet.url + LIST, { headers: { authorization: 'Bearer local-token' } })).status

describe('another process', () => {
  it('puts a run, and sees the runs there are', async () => {
    const { id } = recordedRun('ok.final').run.metadata
    const described = { id, tenantId: TENANT, status: 'COMPLETED', workflow: 'ok' }

    expect(await call('POST', '/local/runs', recordedRun('ok.final'))).toEqual({ status: 201, body: described })
    expect(hatchet.model.details(id)).toEqual(recordedRun('ok.final'))
    expect(await call('GET', '/local/runs')).toEqual({ status: 200, body: { runs: [described] } })
  })

  it("puts a run that ends now, by the local Hatchet's clock", async () => {
    const { id } = recordedRun('ok.final').run.metadata
    hatchet.advance(5_000)

    await call('POST', '/local/runs?end=now', recordedRun('ok.final'))

    expect(hatchet.model.details(id)?.run).toMatchObject({
      createdAt: '2027-01-01T12:00:04.964268Z',
      finishedAt: '2027-01-01T12:00:05.000234Z',
    })
  })

  it('puts a run that ended at a time', async () => {
    const { id } = recordedRun('ok.final').run.metadata
    await call('POST', '/local/runs?end=2026-12-24T18:00:00%2B01:00', recordedRun('ok.final'))

    expect(hatchet.model.details(id)?.run['finishedAt']).toBe('2026-12-24T17:00:00.000234Z')
  })

  it('moves the clock', async () => {
    expect(await call('POST', '/local/clock?advance=90.5')).toEqual({
      status: 200,
      body: { now: '2027-01-01T12:01:30.500Z' },
    })
    expect(hatchet.now()).toBe(NOW + 90_500)
  })

  it('adds faults, once or for ever', async () => {
    expect(await call('POST', '/local/faults', { kind: 'status', status: 503, on: 'list' })).toMatchObject({
      status: 201,
    })
    expect([await listStatus(), await listStatus()]).toEqual([503, 200])

    await call('POST', '/local/faults', { kind: 'status', status: 503, on: 'any', times: Number.POSITIVE_INFINITY })

    expect([await listStatus(), await listStatus()]).toEqual([503, 503])
  })

  it.each([
    ['POST', '/local/runs', 'not JSON'],
    ['POST', '/local/runs', '[]'],
    ['POST', '/local/runs', { run: {} }],
    ['POST', '/local/runs?end=now', { run: {} }],
    ['POST', '/local/runs?end=soon', recordedRun('ok.final')],
    ['POST', '/local/runs?end=', recordedRun('ok.final')],
    ['POST', '/local/clock', undefined],
    ['POST', '/local/clock?advance=soon', undefined],
    ['POST', '/local/faults', { kind: 'status', on: 'list' }],
    ['POST', '/local/faults', { kind: 'huge', on: 'list' }],
    ['POST', '/local/faults', { kind: 'flood', on: 'list' }],
    ['POST', '/local/faults', { kind: 'hang' }],
  ])('is told what is wrong with %s %s %j, which changes nothing', async (method, path, body) => {
    expect(await call(method, path, body)).toEqual({ status: 400, body: { message: expect.any(String) } })
    expect([hatchet.model.runs(), hatchet.now(), await listStatus()]).toEqual([[], NOW, 200])
  })

  it.each(['[]', '{}', '{"run":7}', 'null'])('is told that %s has no run', async (body) => {
    expect(await call('POST', '/local/runs', body)).toMatchObject({
      body: { message: expect.stringContaining('no run') },
    })
  })

  it.each([
    ['GET', '/local/clock'],
    ['DELETE', '/local/runs'],
    ['GET', '/local/'],
  ])('is told that there is no %s %s', async (method, path) => {
    expect(await call(method, path)).toMatchObject({ status: 404 })
  })

  it('leaves no trace among the requests', async () => {
    await call('GET', '/local/runs')

    expect(hatchet.requests).toEqual([])
  })
})
