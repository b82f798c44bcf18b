import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { HttpError } from '../../lib/errors.ts'
import { postJson } from '../../lib/http/post-json.ts'
import { type Answering, answer, startServer } from './start-server.ts'

const SIGNAL = new AbortController().signal
const OPTIONS = { maxBytes: 100, connectTimeoutMs: 3_000, requestTimeoutMs: 5_000 }
const TOKEN = 'hunter2'

const post = (url: string, signal = SIGNAL) =>
  postJson(new URL(`/services/${TOKEN}`, url), { text: TOKEN }, OPTIONS, signal)

/** What a call fails with; what is answered fails the test. */
const faultOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => Promise.reject(new Error('was answered')),
    (fault: unknown) => fault,
  )

describe('postJson', () => {
  it('posts JSON in UTF-8 and gives the answer', async () => {
    const { url, requests } = await startServer([answer(202, 'taken', { 'retry-after': '7' })])
    const given = await postJson(new URL('/a/b?c=d', url), { text: 'größer 😀' }, OPTIONS, SIGNAL)

    expect({ ...given, body: given.body?.toString() }).toMatchObject({
      status: 202,
      headers: { 'retry-after': '7' },
      body: 'taken',
    })
    const [{ request, body } = {}] = requests
    expect([request?.method, request?.url, body]).toEqual(['POST', '/a/b?c=d', '{"text":"größer 😀"}'])
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': '24',
      'accept-encoding': 'identity',
      'user-agent': 'hatchet-run-relay',
    })
  })

  it('takes a connection of its own each time', async () => {
    const { url, requests } = await startServer([answer(200)])
    await post(url)
    await post(url)

    expect(new Set(requests.map(({ request }) => request.socket)).size).toBe(2)
    expect(requests.map(({ request }) => request.headers.connection)).toEqual(['close', 'close'])
  })

  it.each([301, 302, 303, 307, 308])('does not follow %i: what it posts goes nowhere else', async (status) => {
    const elsewhere = await startServer([answer(200, 'ok')])
    const { url } = await startServer([answer(status, '', { location: elsewhere.url })])

    expect((await post(url)).status).toBe(status)
    expect(elsewhere.requests).toEqual([])
  })
})

describe('the body of an answer', () => {
  const chunks: Answering = (_, response) => {
    response.writeHead(200).write('x'.repeat(60), () => response.end('x'.repeat(41)))
  }

  it.each([
    ['is read up to its longest', answer(200, 'x'.repeat(100)), 'x'.repeat(100)],
    ['is not read where it says that it is longer', answer(200, 'x'.repeat(101)), undefined],
    ['is not read on where it turns out to be longer', chunks, undefined],
  ])('%s', async (_, answering, body) => {
    const { url } = await startServer([answering])
    const given = await post(url)

    expect([given.status, given.body?.toString()]).toEqual([200, body])
  })

  it('is not waited for where it says that it is longer, and its connection closed', async () => {
    const closed = Promise.withResolvers<void>()
    const head: Answering = (_, response) => {
      response.on('close', closed.resolve).writeHead(200, { 'content-length': 101 }).flushHeaders()
    }
    const { url } = await startServer([head])

    expect(await post(url)).toMatchObject({ status: 200, body: null })
    await closed.promise
  })

  it('that does not end is read no further than may be, and its connection closed', async () => {
    const closed = Promise.withResolvers<void>()
    const endless: Answering = (_, response) => {
      const send = () => {
        if (!response.closed) response.write('x'.repeat(50), send)
      }
      response.on('close', closed.resolve).writeHead(200)
      send()
    }
    const { url } = await startServer([endless])

    expect(await post(url)).toMatchObject({ status: 200, body: null })
    await closed.promise
  })
})

/** The clock of timeouts jumps: whatever still waits for `ms` has waited that long. */
const pass = (ms: number) => vi.advanceTimersByTime(ms)

/** A port where connections are taken, or where nobody listens any more. */
const listen = async (connected?: (socket: Socket) => void): Promise<number> => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    connected?.(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  if (connected === undefined) await stop()
  else onTestFinished(stop)
  return port
}

describe('no whole answer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const begun: Answering = (_, response) => response.writeHead(200, { 'content-length': '50' })
  const breaks: Answering = (request, response) => {
    begun(request, response)
    response.write(TOKEN, () => request.socket.destroy())
  }
  const breaksLate: Answering = (request, response) => {
    response.writeHead(200).write('{', () => setImmediate(() => request.socket.write(`${TOKEN}\r\n`)))
  }
  const endsTooLate: Answering = (_, response) => {
    response.writeHead(200).write(TOKEN, () => setImmediate(pass, 5_000))
  }

  it.each<[why: string, answering: Answering, words: string]>([
    ['the connection closes', (request) => request.socket.destroy(), 'no whole answer (ECONNRESET)'],
    ['the connection closes within it', breaks, 'no whole answer (ECONNRESET)'],
    ['it is not HTTP', (request) => request.socket.end(`${TOKEN}\r\n`), 'no whole answer (HPE_INVALID_CONSTANT)'],
    ['it is not HTTP within', breaksLate, 'no whole answer (ECONNRESET)'],
    ['it does not come in time', () => pass(5_000), 'no whole answer within 5000 ms'],
    ['it does not end in time', endsTooLate, 'no whole answer within 5000 ms'],
  ])('is an HttpError where %s, which holds nothing of what came or went', async (_, answering, words) => {
    const { url, requests } = await startServer([answering])
    const fault = await faultOf(post(url))

    expect(fault).toBeInstanceOf(HttpError)
    expect(fault).toMatchObject({ message: words })
    expect(fault).not.toHaveProperty('cause')
    expect(requests).toHaveLength(1)
  })

  it('is an HttpError where nobody listens', async () => {
    expect(await faultOf(post(`http://127.0.0.1:${await listen()}`))).toMatchObject({
      name: 'HttpError',
      message: 'no whole answer (ECONNREFUSED)',
    })
  })

  it('is an HttpError where a connection is taken, and TLS not spoken in time', async () => {
    const port = await listen((socket) => socket.once('data', () => pass(3_000)))

    expect(await faultOf(post(`https://127.0.0.1:${port}`))).toMatchObject({
      message: 'no connection within 3000 ms',
    })
  })

  it('is an HttpError where it would change the protocol, which Node tells nobody of', async () => {
    const change = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'
    const port = await listen((socket) => socket.once('data', () => socket.write(change)))

    expect(await faultOf(post(`http://127.0.0.1:${port}`))).toMatchObject({ message: 'no whole answer (UPGRADE)' })
  })

  it('is waited for longer than a connection', async () => {
    const late: Answering = (request, response) => {
      pass(4_999)
      answer(200, 'ok')(request, response)
    }

    expect((await post((await startServer([late])).url)).status).toBe(200)
  })

  it.each<[when: string, answering: (abort: () => void) => Answering]>([
    ['before it begins', (abort) => () => abort()],
    ['within it', (abort) => (_, response) => response.writeHead(200).write(TOKEN, () => setImmediate(abort))],
  ])('is an HttpError as soon as the caller gives up %s, and the connection is closed', async (_, answering) => {
    const caller = new AbortController()
    const closed = Promise.withResolvers<void>()
    const { url } = await startServer([
      (request, response) => {
        response.on('close', closed.resolve)
        return answering(() => caller.abort(new Error(TOKEN)))(request, response)
      },
    ])

    expect(await faultOf(post(url, caller.signal))).toMatchObject({ name: 'HttpError', message: 'the caller gave up' })
    await closed.promise
  })

  it('is an HttpError without a request where the caller has given up before', async () => {
    const { url, requests } = await startServer([answer(200, 'ok')])

    expect(await faultOf(post(url, AbortSignal.abort(new Error(TOKEN))))).toMatchObject({
      message: 'the caller gave up',
    })
    expect(requests).toEqual([])
  })
})
