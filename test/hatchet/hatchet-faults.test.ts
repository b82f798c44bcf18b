import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createHatchetRuns } from '../../lib/hatchet/create-hatchet-runs.ts'
import { MAX_RUN_LIST_BYTES } from '../../lib/limits.ts'
import { recordedRun } from '../support/recorded-run.ts'
import {
  type Answering,
  answer,
  faultOf,
  NOW,
  QUERY,
  recordedList,
  rowOf,
  SIGNAL,
  startHatchet,
  TENANT_ID,
  TOKEN,
} from './hatchet-world.ts'

const PAGE = recordedList('list.limit-3')
const GOOD = answer(PAGE)

const resetWithin: Answering = (request, response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"rows":[', () => request.socket.destroy())
}

const isReset: Answering = (request, response) => {
  response.writeHead(200).write('{"rows":[', () => setImmediate(() => request.socket.resetAndDestroy()))
}

/** Node fails the request for this, though its answer has begun. */
const isBrokenWithin: Answering = (request, response) => {
  response.writeHead(200).write('{', () => setImmediate(() => request.socket.write('no chunk\r\n')))
}

describe('an answer of Hatchet', () => {
  it.each([
    [201, 'answer', 1],
    [204, 'answer', 1],
    [206, 'answer', 1],
    [400, 'answer', 1],
    [401, 'auth', 1],
    [403, 'auth', 1],
    [404, 'answer', 1],
    [418, 'answer', 1],
    [429, 'throttled', 3],
    [500, 'unavailable', 3],
    [502, 'unavailable', 3],
    [503, 'unavailable', 3],
    [599, 'unavailable', 3],
  ])('of status %i to a list is the fault %s, and is asked for %i times', async (status, reason, times) => {
    const { runs, requests } = await startHatchet([answer({ message: 'not shown' }, status)])

    expect(await faultOf(runs.list(QUERY, SIGNAL))).toMatchObject({ reason, message: `listing runs: status ${status}` })
    expect(requests).toHaveLength(times)
  })

  it.each([301, 302, 303, 307, 308])('of status %i is not followed: the token goes nowhere else', async (status) => {
    const elsewhere = await startHatchet([GOOD])
    await elsewhere.runs.list(QUERY, SIGNAL)
    const location = `http://${elsewhere.requests[0]?.headers.host}/`
    const { runs, requests } = await startHatchet([answer({}, status, { location })])

    expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe('answer')
    expect([requests.length, elsewhere.requests.length]).toEqual([1, 1])
  })

  it.each([
    ['empty', Buffer.from('')],
    ['a page for people', Buffer.from('<html>')],
    ['half of JSON', Buffer.from('{"rows":[')],
    ['not UTF-8', Buffer.from('{"rows":[],"pagination":{"num_pages":1},"x":"\xe9"}', 'latin1')],
    ['after a byte order mark', Buffer.concat([Buffer.from('\ufeff'), Buffer.from(JSON.stringify(PAGE))])],
  ])('that is %s is refused', async (_, body) => {
    const { runs, requests } = await startHatchet([answer(body)])

    expect(await faultOf(runs.list(QUERY, SIGNAL))).toMatchObject({
      reason: 'answer',
      message: 'listing runs: an answer that is not JSON in UTF-8',
    })
    expect(requests).toHaveLength(1)
  })

  it.each(['gzip', 'br', 'identity, gzip'])(
    'in the encoding %s, which nobody asked for, is refused',
    async (encoding) => {
      const { runs } = await startHatchet([answer(PAGE, 200, { 'content-encoding': encoding })])

      expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe('answer')
    },
  )

  it('that says it is not encoded is read', async () => {
    const { runs } = await startHatchet([answer(PAGE, 200, { 'content-encoding': 'Identity' })])

    expect((await runs.list(QUERY, SIGNAL)).rows).toHaveLength(3)
  })

  it('that is as long as may be is read', async () => {
    const body = Buffer.alloc(MAX_RUN_LIST_BYTES, ' ')
    body.write(JSON.stringify(PAGE))
    const { runs } = await startHatchet([answer(body)])

    expect((await runs.list(QUERY, SIGNAL)).rows).toHaveLength(3)
  })

  it.each([
    ['that says it is a byte too long', 200, MAX_RUN_LIST_BYTES + 1, 'too-large'],
    ['of a status that says enough', 400, 1_000, 'answer'],
  ])('%s is not read, and its connection closed', async (_, status, length, reason) => {
    const closed = Promise.withResolvers<void>()
    const head: Answering = (_request, response) => {
      response.on('close', closed.resolve).writeHead(status, { 'content-length': length }).flushHeaders()
    }
    const { runs, requests } = await startHatchet([head])

    expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe(reason)
    await closed.promise
    expect(requests).toHaveLength(1)
  })

  it('that is nested millions deep is not parsed, which would take seconds', async () => {
    const { runs } = await startHatchet([answer(Buffer.alloc(4 * 1024 * 1024, '['))])

    expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe('too-large')
  })

  it('that goes on for ever is read no further than may be, and its connection closed', async () => {
    const closed = Promise.withResolvers<void>()
    let sentBytes = 0
    const endless: Answering = (_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ')
      const send = () => {
        sentBytes += chunk.length
        if (!response.closed) response.write(chunk, send)
      }
      response.on('close', closed.resolve).writeHead(200)
      send()
    }
    const { runs, requests } = await startHatchet([endless])

    expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe('too-large')
    await closed.promise
    expect(sentBytes).toBeGreaterThan(MAX_RUN_LIST_BYTES)
    expect(requests).toHaveLength(1)
  })

  it('comes over the connection of the one before it', async () => {
    const { runs, requests } = await startHatchet([GOOD])
    await runs.list(QUERY, SIGNAL)
    await runs.list(QUERY, SIGNAL)

    expect(new Set(requests.map(({ socket }) => socket)).size).toBe(1)
  })
})

/** The clock of timeouts jumps: whatever still waits for `ms` has waited that long. */
const pass = (ms: number) => vi.advanceTimersByTime(ms)

/** A server that takes connections, or one that is gone again. */
const listen = async (connected?: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
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

describe('no answer of Hatchet', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const closes: Answering = (request) => request.socket.destroy()
  const saysSomethingElse: Answering = (request) => request.socket.end('SSH-2.0\r\n')
  const isTooLate: Answering = () => pass(30_000)
  const endsTooLate: Answering = (_, response) => {
    response.writeHead(200).write('{', () => setImmediate(pass, 30_000))
  }

  it.each([
    ['the connection closes', closes, 'no whole answer (ECONNRESET)'],
    ['the connection closes within it', resetWithin, 'no whole answer (ECONNRESET)'],
    ['the connection is reset within it', isReset, 'no whole answer (ECONNRESET)'],
    ['it is not HTTP within', isBrokenWithin, 'no whole answer (ECONNRESET)'],
    ['it is not HTTP', saysSomethingElse, 'no whole answer (HPE_INVALID_CONSTANT)'],
    ['it does not come in time', isTooLate, 'no whole answer within 30000 ms'],
    ['it does not end in time', endsTooLate, 'no whole answer within 30000 ms'],
  ])('counts as unavailable, and is asked for three times, where %s', async (_, answering, words) => {
    const { runs, requests } = await startHatchet([answering])

    expect(await faultOf(runs.list(QUERY, SIGNAL))).toMatchObject({
      reason: 'unavailable',
      message: `listing runs: ${words}`,
    })
    expect(requests).toHaveLength(3)
  })

  it.each(['http', 'https'])('counts as unavailable where nobody listens (%s)', async (scheme) => {
    const port = await listen()

    expect(await faultOf(client(`${scheme}://127.0.0.1:${port}`).list(QUERY, SIGNAL))).toMatchObject({
      reason: 'unavailable',
      message: 'listing runs: no whole answer (ECONNREFUSED)',
    })
  })

  it('counts as unavailable where a connection is taken, and TLS not spoken in time', async () => {
    let connections = 0
    const port = await listen((socket) => {
      connections += 1
      socket.once('data', () => pass(5_000))
    })

    expect(await faultOf(client(`https://127.0.0.1:${port}`).list(QUERY, SIGNAL))).toMatchObject({
      reason: 'unavailable',
      message: 'listing runs: no connection within 5000 ms',
    })
    expect(connections).toBe(3)
  })

  it('may take longer than a connection, whether that is new or kept', async () => {
    const late: Answering = (request, response) => {
      pass(29_999)
      GOOD(request, response)
    }
    const { runs, requests } = await startHatchet([late])
    await runs.list(QUERY, SIGNAL)

    expect((await runs.list(QUERY, SIGNAL)).rows).toHaveLength(3)
    expect(new Set(requests.map(({ socket }) => socket)).size).toBe(1)
  })

  it('is waited for as long as the caller wants', async () => {
    const { runs } = await startHatchet([() => pass(20)], { requestTimeoutMs: 20 })
    const port = await listen(() => pass(10))
    const elsewhere = client(`https://127.0.0.1:${port}`, { connectTimeoutMs: 10 })

    expect((await faultOf(runs.list(QUERY, SIGNAL))).message).toBe('listing runs: no whole answer within 20 ms')
    expect((await faultOf(elsewhere.list(QUERY, SIGNAL))).message).toBe('listing runs: no connection within 10 ms')
  })

  it('leaves no timer behind, nor does one', async () => {
    const { runs } = await startHatchet([GOOD, closes])
    await runs.list(QUERY, SIGNAL)
    await faultOf(runs.list(QUERY, SIGNAL))
    await faultOf(client(`http://127.0.0.1:${await listen()}`).list(QUERY, SIGNAL))

    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the next attempt', () => {
  it.each([
    ['503', answer({}, 503)],
    ['429', answer({}, 429)],
    ['a broken connection', resetWithin],
  ])('after %s is made after a part of a time that doubles, and its answer is taken', async (_, answering) => {
    const { runs, waits, requests } = await startHatchet([answering, answering, GOOD])

    expect((await runs.list(QUERY, SIGNAL)).rows).toHaveLength(3)
    expect(waits).toEqual([125, 250])
    expect(requests).toHaveLength(3)
  })

  it.each([
    ['seconds', '7', 7_000],
    ['the longest there may be', '10', 10_000],
    ['no time', '0', 125],
    ['a date', 'Sun, 22 Nov 2026 11:30:09 GMT', 9_000],
    ['a date that is past', 'Sun, 22 Nov 2026 11:29:00 GMT', 125],
    ['nothing', '', 125],
    ['a word', 'soon', 125],
    ['a negative number', '-1', 125],
    ['a fraction', '1.5', 125],
    ['a date of no month', 'Sun, 22 Foo 2026 11:30:09 GMT', 125],
    ['a date in another form', '2026-11-22T11:30:09Z', 125],
  ])('waits as Retry-After asks with %s', async (_, retryAfter, waitMs) => {
    const headers = { 'retry-after': retryAfter, date: 'Sun, 22 Nov 2026 11:30:00 GMT' }
    const { runs, waits } = await startHatchet([answer({}, 429, headers), GOOD])
    await runs.list(QUERY, SIGNAL)

    expect(waits).toEqual([waitMs])
  })

  it.each([
    [429, '11'],
    [503, '11'],
    [503, 'Sun, 22 Nov 2026 12:30:00 GMT'],
    [429, '9'.repeat(400)],
  ])('is not made where status %i asks to wait until %s', async (status, retryAfter) => {
    const { runs, waits, requests } = await startHatchet([answer({}, status, { 'retry-after': retryAfter }), GOOD])

    expect(await faultOf(runs.list(QUERY, SIGNAL))).toMatchObject({
      reason: 'throttled',
      message: `listing runs: status ${status}`,
    })
    expect([waits.length, requests.length]).toEqual([0, 1])
  })

  it('is not made for a status that will stay, whatever Retry-After says', async () => {
    const { runs, requests } = await startHatchet([answer({}, 403, { 'retry-after': '11' }), GOOD])

    expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe('auth')
    expect(requests).toHaveLength(1)
  })
})

describe('a caller that gives up', () => {
  it('before the call asks nothing', async () => {
    const { runs, requests } = await startHatchet([GOOD])

    expect(await faultOf(runs.list(QUERY, AbortSignal.abort()))).toMatchObject({
      reason: 'unavailable',
      message: 'listing runs: the caller gave up',
    })
    expect(requests).toHaveLength(0)
  })

  it.each([
    ['before the answer', () => undefined],
    ['within the answer', ((_, response) => response.writeHead(200).write('{')) satisfies Answering],
  ])('%s ends it at once', async (_, answering: Answering) => {
    const caller = new AbortController()
    const { runs, requests, waits } = await startHatchet([
      (request, response) => {
        answering(request, response)
        setImmediate(() => caller.abort())
      },
    ])

    expect(await faultOf(runs.read(rowOf(recordedRun('ok.final')), caller.signal))).toMatchObject({
      reason: 'unavailable',
      message: 'reading a run: the caller gave up',
    })
    expect([requests.length, waits.length]).toEqual([1, 0])
  })

  it('between two attempts makes no other', async () => {
    const caller = new AbortController()
    const { runs, requests } = await startHatchet([answer({}, 503)], { sleep: async () => caller.abort() })

    expect((await faultOf(runs.list(QUERY, caller.signal))).reason).toBe('unavailable')
    expect(requests).toHaveLength(1)
  })
})

/** A client of a Hatchet that is not there. */
const client = (apiUrl: string, options: { readonly connectTimeoutMs?: number } = {}) =>
  createHatchetRuns(
    { tenantId: TENANT_ID, token: TOKEN, apiUrl, ca: undefined },
    { now: () => NOW, sleep: async () => undefined, random: () => 0, ...options },
  )
