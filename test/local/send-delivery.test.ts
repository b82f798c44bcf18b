import { afterEach, describe, expect, it } from 'vitest'
import { type Delivered, sendDelivery } from '../../local/send/send-delivery.ts'
import { startAnsweringServer } from '../support/answering-server.ts'
import { TEST_SECRET } from '../support/signed-event.ts'

const BODY = Buffer.from('{"run":1}')
const NOW = 1_795_348_800_000
const servers: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

const send = async (answers: Parameters<typeof startAnsweringServer>[0], overrides = {}) => {
  const server = await startAnsweringServer(answers)
  servers.push(server)
  const pauses: number[] = []
  let seconds = 0
  const delivered: Delivered = await sendDelivery(BODY, {
    url: `${server.url}/webhooks/hatchet`,
    secret: TEST_SECRET,
    id: 'msg_1',
    maxAttempts: 3,
    now: () => NOW + 1_000 * seconds++,
    pause: async (ms) => {
      pauses.push(ms)
    },
    signal: new AbortController().signal,
    ...overrides,
  })
  return { delivered, pauses, requests: server.requests }
}

describe('sending a run', () => {
  it('posts its exact bytes once, signed, where it is taken', async () => {
    const { delivered, requests } = await send([{ status: 202, body: '{"outcome":"forwarded"}' }])
    expect(delivered).toEqual({ status: 202, body: { outcome: 'forwarded' }, attempts: 1 })
    expect(requests).toHaveLength(1)
    expect(requests[0]?.body).toEqual(BODY)
    expect(requests[0]?.headers).toMatchObject({ 'webhook-id': 'msg_1', 'webhook-timestamp': String(NOW / 1_000) })
  })

  it.each([408, 429, 500, 502, 503, 504])(
    'tries again after %d, under the same id with a fresh signature',
    async (status) => {
      const { delivered, requests } = await send([{ status }, { status: 202 }])
      expect(delivered).toMatchObject({ status: 202, attempts: 2 })
      expect(requests.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_1', 'msg_1'])
      expect(new Set(requests.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(2)
      expect(new Set(requests.map(({ headers }) => headers['webhook-signature'])).size).toBe(2)
    },
  )

  it('tries again where there was no answer', async () => {
    const { delivered } = await send([null, { status: 202 }])
    expect(delivered).toMatchObject({ status: 202, attempts: 2 })
  })

  it.each([400, 401, 403, 404, 410, 413, 415, 422, 301])('does not try again after %d', async (status) => {
    const { delivered, pauses } = await send([{ status, headers: { location: '/elsewhere' } }])
    expect(delivered).toMatchObject({ status, attempts: 1 })
    expect(pauses).toEqual([])
  })

  it('waits longer each time, and gives up with the last answer', async () => {
    const { delivered, pauses } = await send([{ status: 500 }], { maxAttempts: 4 })
    expect(delivered).toMatchObject({ status: 500, attempts: 4 })
    expect(pauses).toEqual([500, 1_000, 2_000])
  })

  it('waits as long as the answer asks for, within a minute', async () => {
    const { pauses } = await send([
      { status: 503, headers: { 'retry-after': '5' } },
      { status: 503, headers: { 'retry-after': '86400' } },
      { status: 202 },
    ])
    expect(pauses).toEqual([5_000, 60_000])
  })

  it.each(['Sun, 22 Nov 2026 12:00:00 GMT', 'soon', '-1'])('takes no wait from a Retry-After of %s', async (value) => {
    const { pauses } = await send([{ status: 503, headers: { 'retry-after': value } }, { status: 202 }])
    expect(pauses).toEqual([500])
  })

  it('says why there was no answer', async () => {
    const server = await startAnsweringServer([{ status: 202 }])
    await server.stop()
    const { delivered } = await send([{ status: 202 }], { url: server.url, maxAttempts: 1 })
    expect(delivered).toMatchObject({ status: null, body: { title: 'no answer: ECONNREFUSED' } })

    // A port that no fetch goes to has no code.
    const { delivered: blocked } = await send([], { url: 'http://127.0.0.1:1', maxAttempts: 1 })
    expect(blocked).toMatchObject({ status: null, body: { title: 'no answer: bad port' } })
  })

  it('does not go on once it is interrupted', async () => {
    const stopping = new AbortController()
    const { delivered } = await send([{ status: 503 }], {
      signal: stopping.signal,
      pause: async () => stopping.abort(),
    })
    expect(delivered.attempts).toBe(2)
  })
})
