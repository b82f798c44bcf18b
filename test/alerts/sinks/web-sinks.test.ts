import { describe, expect, it } from 'vitest'
import type { SendResult, Sink } from '../../../lib/alerts/notification/sink.ts'
import { createPagerDutySink } from '../../../lib/alerts/sinks/create-pager-duty-sink.ts'
import { createSlackSink } from '../../../lib/alerts/sinks/create-slack-sink.ts'
import type { SinkWorld } from '../../../lib/alerts/sinks/sink-world.ts'
import { postJson } from '../../../lib/http/post-json.ts'
import { type Answering, answer, startServer } from '../../http/start-server.ts'
import { pagerDutyProblems } from './pager-duty-limits.ts'
import { NOW, SIGNAL, secretsOf } from './sink-world.ts'
import { slackProblems } from './slack-limits.ts'
import { toldMessages } from './told-messages.ts'

const KEY = 'e93facc04764012d7bfb002500d5d1a6'
const PATH = '/services/T0000/B0000/hunter2'
const OPTIONS = { maxBytes: 65_536, connectTimeoutMs: 3_000, requestTimeoutMs: 5_000 }

/** The web as it is, and a secret. */
const worldOf = (secret: string): SinkWorld => ({
  secrets: secretsOf(secret),
  now: () => NOW,
  post: (url, value, signal) => postJson(url, value, OPTIONS, signal),
})

const KINDS = [
  ['Slack', 200, 'ok', (url: string) => createSlackSink('chat', [url], worldOf(`${url}${PATH}`))],
  ['PagerDuty', 202, '{"status":"success"}', (url: string) => createPagerDutySink('pager', url, worldOf(KEY))],
] as const

const breaksWithin: Answering = (request, response) => {
  response.writeHead(200, { 'content-length': '2' }).write('o', () => request.socket.destroy())
}

describe.each(KINDS)('%s on the web', (_, status, body, create) => {
  /** Sends one message to a server that answers so, through the sink. */
  const send = async (answers: readonly Answering[], tell: (sink: Sink) => Promise<SendResult> = tellOnce) => {
    const { url, requests } = await startServer(answers)
    return { result: await tell(create(url)), requests }
  }
  const tellOnce = (sink: Sink) => sink.send(toldMessages['opened-dag'], SIGNAL)

  it('is told by one request', async () => {
    const { result, requests } = await send([answer(status, body)])

    expect(result).toEqual({ ok: true })
    expect(requests.map(({ request }) => request.method)).toEqual(['POST'])
  })

  it('is not followed elsewhere', async () => {
    const elsewhere = await startServer([answer(status, body)])
    const { result } = await send([answer(307, '', { location: elsewhere.url })])

    expect(result).toEqual({ ok: false, isTransient: false, detail: 'answered 307' })
    expect(elsewhere.requests).toEqual([])
  })

  it.each<[what: string, answering: Answering]>([
    ['closes the connection', (request) => request.socket.destroy()],
    ['breaks off within its answer', breaksWithin],
  ])('may be told later where it %s', async (_what, answering) => {
    const { result, requests } = await send([answering])

    expect(result).toEqual({
      ok: false,
      isTransient: true,
      retryAfterMs: null,
      detail: 'no whole answer (ECONNRESET)',
    })
    expect(requests).toHaveLength(1)
  })

  it('may be told later where it does not answer until the caller gives up', async () => {
    const caller = new AbortController()
    const { result } = await send([() => caller.abort()], (sink) =>
      sink.send(toldMessages['opened-dag'], caller.signal),
    )

    expect(result).toEqual({ ok: false, isTransient: true, retryAfterMs: null, detail: 'the caller gave up' })
  })

  it('may be told later where it asks to wait', async () => {
    const { result } = await send([answer(429, '', { 'retry-after': '30' })])

    expect(result).toEqual({ ok: false, isTransient: true, retryAfterMs: 30_000, detail: 'answered 429' })
  })
})

describe('a request to Slack', () => {
  it('is posted to the path of the webhook, and what it takes', async () => {
    const { url, requests } = await startServer([answer(200, 'ok')])
    await createSlackSink('chat', [url], worldOf(`${url}${PATH}`)).send(toldMessages.hostile, SIGNAL)

    expect(requests[0]?.request.url).toBe(PATH)
    expect(slackProblems(JSON.parse(requests[0]?.body ?? ''))).toEqual([])
  })

  it('comes once more, without blocks, where these are refused', async () => {
    const { url, requests } = await startServer([answer(400, 'invalid_blocks'), answer(200, 'ok')])
    const sink = createSlackSink('chat', [url], worldOf(`${url}${PATH}`))

    expect(await sink.send(toldMessages['opened-dag'], SIGNAL)).toEqual({ ok: true })
    expect(requests.map(({ body }) => 'blocks' in JSON.parse(body))).toEqual([true, false])
  })

  it.each([
    [65_536, { ok: true }],
    [65_537, { ok: false, isTransient: false, detail: 'answered 200, not as promised' }],
  ])('with an answer of %i bytes that says ok comes to %j', async (bytes, result) => {
    const { url } = await startServer([answer(200, 'ok'.padEnd(bytes))])

    expect(
      await createSlackSink('chat', [url], worldOf(`${url}${PATH}`)).send(toldMessages['opened-dag'], SIGNAL),
    ).toEqual(result)
  })
})

describe('a request to PagerDuty', () => {
  it('is posted to where events are taken, and what it takes', async () => {
    const { url, requests } = await startServer([answer(202)])
    await createPagerDutySink('pager', url, worldOf(KEY)).send(toldMessages.hostile, SIGNAL)

    expect(requests[0]?.request.url).toBe('/v2/enqueue')
    expect(pagerDutyProblems(JSON.parse(requests[0]?.body ?? ''))).toEqual([])
  })
})
