import { getActiveResourcesInfo } from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../local/hatchet/fault.ts'
import type { Hatchet } from '../../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../../local/hatchet/start-hatchet.ts'
import { recordedRun } from '../../support/recorded-run.ts'
import { TENANT } from './build-details.ts'

const OTHER_TENANT = '11111111-2222-4333-8444-555555555555'
const ok = recordedRun('ok.final')
const LIST = `/api/v1/stable/tenants/${TENANT}/workflow-runs?since=2026-11-22`
const OTHER_LIST = LIST.replace(TENANT, OTHER_TENANT)
const DETAILS = `/api/v1/stable/workflow-runs/${ok.run.metadata.id}`
const EVENTS = `/api/v1/stable/tasks/${ok.run.metadata.id}/task-events?limit=50`
const OTHER_DETAILS = `/api/v1/stable/workflow-runs/${OTHER_TENANT}`
const DOWN = { kind: 'status', status: 503 } as const

const hatchets: Hatchet[] = []
afterEach(async () => {
  await Promise.all(hatchets.splice(0).map((hatchet) => hatchet.stop()))
})

const start = async (...faults: Fault[]) => {
  const tokens = new Map([
    ['ours', TENANT],
    ['theirs', OTHER_TENANT],
  ])
  const hatchet = await startHatchet({ tokens })
  hatchets.push(hatchet)
  hatchet.model.put(ok)
  for (const fault of faults) hatchet.fail(fault)
  return hatchet
}

const get = (hatchet: Hatchet, path: string, init: RequestInit = {}) =>
  fetch(hatchet.url + path, {
    ...init,
    headers: { authorization: `Bearer ${path === OTHER_LIST ? 'theirs' : 'ours'}` },
  })

const statuses = async (hatchet: Hatchet, ...paths: string[]) => {
  const found = []
  for (const path of paths) found.push((await get(hatchet, path)).status)
  return found
}

describe('a fault of the local Hatchet', () => {
  it('is a status, with headers', async () => {
    const hatchet = await start({ kind: 'status', status: 429, headers: { 'retry-after': '7' }, on: 'list' })
    const answer = await get(hatchet, LIST)

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
  })

  it('is a request without an answer, until the client ends it', async () => {
    const hatchet = await start({ kind: 'hang', on: 'details' })
    const controller = new AbortController()
    const answer = get(hatchet, DETAILS, { signal: controller.signal })
    await expect.poll(() => hatchet.requests).toHaveLength(1)
    expect(hatchet.requests[0]?.status).toBeNull()

    controller.abort()

    await expect(answer).rejects.toThrow(/abort/)
    expect((await get(hatchet, DETAILS)).status).toBe(200)
  })

  it('is a connection that breaks in the middle of the body', async () => {
    const answer = await get(await start({ kind: 'reset', on: 'details' }), DETAILS)

    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  it.each([1_000_000, 10_000_001])('is the right answer in %i bytes', async (bytes) => {
    const answer = await get(await start({ kind: 'huge', bytes, on: 'details' }), DETAILS)
    const text = await answer.text()

    expect([answer.headers.get('content-length'), Buffer.byteLength(text)]).toEqual([null, bytes])
    expect(JSON.parse(text)).toEqual(ok)
  })

  it('is an answer of which a client need not read more than it wants', async () => {
    const hatchet = await start({ kind: 'huge', bytes: 1e15, on: 'list' })
    const answer = await get(hatchet, LIST)
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()

    expect((await get(hatchet, LIST)).status).toBe(200)
  })

  it('is an answer that is no JSON', async () => {
    const answer = await get(await start({ kind: 'garbage', on: 'any' }), LIST)

    expect(answer.status).toBe(200)
    await expect(answer.json()).rejects.toThrow(SyntaxError)
  })

  it.each([
    ['list', [503, 200, 200]],
    ['details', [200, 503, 200]],
    ['task-events', [200, 200, 503]],
    ['any', [503, 200, 200]],
  ] as const)('on %s fails the next of those requests', async (on, expected) => {
    expect(await statuses(await start({ ...DOWN, on }), LIST, DETAILS, EVENTS)).toEqual(expected)
  })

  it('fails as many requests as it is told, and then no more', async () => {
    const hatchet = await start({ ...DOWN, on: 'list', times: 2 })

    expect(await statuses(hatchet, LIST, DETAILS, LIST, LIST)).toEqual([503, 200, 503, 200])
  })

  it('fails all requests until it is ended', async () => {
    const hatchet = await start()
    const end = hatchet.fail({ ...DOWN, on: 'any', times: Number.POSITIVE_INFINITY })
    expect(await statuses(hatchet, LIST, LIST, DETAILS)).toEqual([503, 503, 503])

    end()

    expect(await statuses(hatchet, LIST)).toEqual([200])
  })

  it('is of one tenant or of one run if it is told so', async () => {
    const times = Number.POSITIVE_INFINITY
    const ofTenant = await start({ ...DOWN, on: 'any', times, tenantId: OTHER_TENANT })
    const ofRun = await start({ ...DOWN, on: 'any', times, runId: ok.run.metadata.id })

    expect(await statuses(ofTenant, LIST, OTHER_LIST, DETAILS)).toEqual([200, 503, 200])
    expect(await statuses(ofRun, LIST, DETAILS, EVENTS, OTHER_DETAILS)).toEqual([200, 503, 503, 404])
  })

  it('comes after those that came before it', async () => {
    const hatchet = await start({ ...DOWN, on: 'list' }, { kind: 'status', status: 429, on: 'any' })

    expect(await statuses(hatchet, LIST, LIST, LIST)).toEqual([503, 429, 200])
  })

  it('waits for a request with a token', async () => {
    const hatchet = await start({ ...DOWN, on: 'list' })

    expect((await fetch(hatchet.url + LIST)).status).toBe(403)
    expect(await statuses(hatchet, LIST)).toEqual([503])
  })

  it('leaves no socket when the local Hatchet stops', async () => {
    const hatchet = await start({ kind: 'hang', on: 'list' }, { kind: 'huge', bytes: 1e15, on: 'details' })
    const hung = get(hatchet, LIST)
    const huge = await get(hatchet, DETAILS)
    await expect.poll(() => hatchet.requests).toHaveLength(2)

    await hatchet.stop()

    await expect(hung).rejects.toThrow('fetch failed')
    await expect(huge.text()).rejects.toThrow('terminated')
    await expect(get(hatchet, DETAILS)).rejects.toThrow('fetch failed')
    await expect.poll(() => getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))).toEqual([])
  })
})
