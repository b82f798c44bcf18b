import { connect } from 'node:net'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { afterEach, describe, expect, it } from 'vitest'
import { type Route, startHttpFront } from '../../local/http/http-front.ts'
import type { Invocation } from '../../local/lambda/invocation.ts'

const events: APIGatewayProxyEventV2[] = []
let front: Awaited<ReturnType<typeof startHttpFront>> | undefined

const start = async (result: unknown = { statusCode: 202, body: '{}' }, invocation?: Invocation): Promise<string> => {
  const target = {
    invoke: async (event: string): Promise<Invocation> => {
      events.push(JSON.parse(event))
      return invocation ?? { ok: true, payload: JSON.stringify(result) }
    },
    stop: async () => {},
  }
  const routes: Route[] = [{ method: 'POST', path: '/webhooks/hatchet', target }]
  front = await startHttpFront(routes, 0)
  return front.url
}

/** Sends the exact bytes of a request, for what `fetch` would tidy. */
const sendRaw = (url: string, head: readonly string[], body = Buffer.alloc(0)): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(`${[...head, `content-length: ${body.length}`, 'connection: close'].join('\r\n')}\r\n\r\n`)
      socket.write(body)
    })
    let answer = ''
    socket
      .on('data', (chunk) => {
        answer += chunk
      })
      .on('end', () => resolve(answer))
      .on('error', reject)
  })

afterEach(async () => {
  await front?.stop()
  events.length = 0
})

describe('the local HTTP API', () => {
  it('builds an event of payload format 2.0', async () => {
    const url = await start()
    await fetch(`${url}/webhooks/hatchet?a=1&a=2&b=%20`, {
      method: 'POST',
      body: '{"ü":1}',
      headers: { 'content-type': 'application/json', 'user-agent': 'tests' },
    })
    expect(events).toMatchObject([
      {
        version: '2.0',
        routeKey: 'POST /webhooks/hatchet',
        rawPath: '/webhooks/hatchet',
        rawQueryString: 'a=1&a=2&b=%20',
        queryStringParameters: { a: '1,2', b: ' ' },
        body: '{"ü":1}',
        isBase64Encoded: false,
        requestContext: {
          stage: '$default',
          time: expect.stringMatching(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/),
          http: {
            method: 'POST',
            path: '/webhooks/hatchet',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'tests',
          },
        },
      },
    ])
  })

  it('writes header names in lower case, joins repeated ones by a comma, and keeps cookies apart', async () => {
    const url = await start()
    await sendRaw(url, [
      'POST /webhooks/hatchet HTTP/1.1',
      'Host: localhost',
      'Webhook-Id: one',
      'WEBHOOK-ID: two',
      'Content-Type: application/json',
      'content-type: text/plain',
      'Cookie: a=1; b=2',
    ])
    expect(events[0]?.headers).toMatchObject({ 'webhook-id': 'one,two', 'content-type': 'application/json,text/plain' })
    expect(events[0]?.headers).not.toHaveProperty('cookie')
    expect(events[0]?.cookies).toEqual(['a=1', 'b=2'])
    expect(events[0]).not.toHaveProperty('body')
  })

  it.each([
    ['application/json', '{}', false],
    ['application/json; charset=utf-8', '{}', false],
    ['application/problem+json', '{}', true],
    ['text/plain', 'ü', false],
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['application/octet-stream', '{}', true],
    [undefined, '{}', true],
  ])('gives a body of type %s to the function as it is, or in base64', async (type, body, isBase64Encoded) => {
    const url = await start()
    const head = ['POST /webhooks/hatchet HTTP/1.1', 'Host: localhost', ...(type ? [`Content-Type: ${type}`] : [])]
    await sendRaw(url, head, Buffer.from(body))
    expect(events[0]).toMatchObject({
      isBase64Encoded,
      body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
    })
  })

  it('loses no byte of a body that is not what its type says', async () => {
    const url = await start()
    const body = Buffer.from([0x7b, 0xff, 0x7d])
    await fetch(`${url}/webhooks/hatchet`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    expect(Buffer.from(events[0]?.body ?? '', 'base64')).toEqual(body)
  })

  it.each([
    ['GET', '/webhooks/hatchet'],
    ['POST', '/webhooks/hatchet/'],
    ['POST', '/'],
    ['POST', '//'],
  ])('answers %s %s, for which there is no route, itself', async (method, path) => {
    const url = await start()
    const response = await fetch(`${url}${path}`, { method })
    expect(response.status).toBe(404)
    expect(events).toEqual([])
  })

  it('refuses an event that Lambda would not take, over 6 MiB in base64', async () => {
    const url = await start()
    const body = Buffer.alloc(4.6 * 1024 * 1024)
    const response = await fetch(`${url}/webhooks/hatchet`, { method: 'POST', body })
    expect(response.status).toBe(413)
    expect(events).toEqual([])
  })

  it('answers 200 with what a function without a status has answered', async () => {
    const url = await start({ rows: [] })
    const response = await fetch(`${url}/webhooks/hatchet`, { method: 'POST' })
    expect([response.status, await response.json()]).toEqual([200, { rows: [] }])
  })

  it('refuses a body over 10 MiB without reading all of it', async () => {
    const url = await start()
    const response = await fetch(`${url}/webhooks/hatchet`, { method: 'POST', body: Buffer.alloc(11 * 1024 * 1024) })
    expect(response.status).toBe(413)
    expect(events).toEqual([])
  })

  it("answers with the function's status, headers and body", async () => {
    const url = await start({ statusCode: 503, headers: { 'retry-after': '5' }, body: 'later' })
    const response = await fetch(`${url}/webhooks/hatchet`, { method: 'POST' })
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([503, '5', 'later'])
  })

  it('answers 500 for a function that failed', async () => {
    const url = await start(null, { ok: false, errorType: 'Error', errorMessage: 'broken' })
    const response = await fetch(`${url}/webhooks/hatchet`, { method: 'POST' })
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
  })
})
