import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { foreignEvents } from '../support/foreign-events.ts'
import { lambdaContext } from '../support/lambda-context.ts'
import { loadReceive } from '../support/load-receive.ts'
import { receiveWorld } from '../support/receive-world.ts'
import { signedEvent } from '../support/signed-event.ts'

const world = receiveWorld()
const BODY = JSON.stringify(buildRun())
const receiveOnce = async (event: unknown) => (await loadReceive())(event)

describe('the events of receive', () => {
  it('include those of a Function URL', async () => {
    const event = signedEvent({ body: Buffer.from(BODY) })
    const answer = await receiveOnce({
      ...event,
      routeKey: '$default',
      rawQueryString: 'a=1',
      requestContext: {
        accountId: 'anonymous',
        apiId: 'abcdefghij',
        domainName: 'abcdefghij.lambda-url.eu-central-1.on.aws',
        domainPrefix: 'abcdefghij',
        http: {
          method: 'POST',
          path: '/webhooks/hatchet',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: 'request',
        routeKey: '$default',
        stage: '$default',
      },
    })

    expect(answer.statusCode).toBe(202)
  })

  it.each(foreignEvents)('do not include $name, which is answered all the same', async ({ event }) => {
    expectRefusal(await receiveOnce(event), world, { statusCode: 400, reason: 'event' })
  })

  it('may have no headers: there is no signature then', async () => {
    const { headers: _, ...event } = signedEvent({ body: BODY })

    expectRefusal(await receiveOnce(event), world, { statusCode: 401, reason: 'signature', detail: 'missing' })
  })

  it.each([
    ['upper case', (name: string) => name.toUpperCase()],
    ['capitals', (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())],
  ])('may have names of headers in %s', async (_, write) => {
    const event = signedEvent({ body: BODY })
    const headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [write(name), value]))

    expect((await receiveOnce({ ...event, headers })).statusCode).toBe(202)
  })

  it.each([
    ['a list of values', { 'webhook-id': ['msg_test'] }],
    ['a number', { 'webhook-timestamp': 1_795_348_800 }],
    ['null', { 'webhook-signature': null }],
  ])('miss a header whose value is %s', async (_, changed) => {
    const event = signedEvent({ body: BODY })
    const answer = await receiveOnce({ ...event, headers: { ...event.headers, ...changed } })

    expectRefusal(answer, world, { statusCode: 401, reason: 'signature', detail: 'missing' })
  })

  it.each([
    ['no body', { body: undefined }],
    ['a body of null', { body: null }],
    ['an object for a body', { body: buildRun() }],
  ])('with %s are empty', async (_, changed) => {
    const answer = await receiveOnce({ ...signedEvent({ body: '' }), ...changed })

    expectRefusal(answer, world, { statusCode: 400, reason: 'json', detail: 'empty' })
  })

  it('hold text where isBase64Encoded is missing', async () => {
    const { isBase64Encoded: _, ...event } = signedEvent({ body: BODY })

    expect((await receiveOnce(event)).statusCode).toBe(202)
  })

  it.each([
    ['base64, and are said to hold text', Buffer.from(BODY), { isBase64Encoded: false }],
    ['base64, and say so with a text', Buffer.from(BODY), { isBase64Encoded: 'true' }],
    ['text, and are said to hold base64', BODY, { isBase64Encoded: true }],
  ])('are refused where they hold %s', async (_, body, changed) => {
    const answer = await receiveOnce({ ...signedEvent({ body }), ...changed })

    expectRefusal(answer, world, { statusCode: 401, reason: 'signature', detail: 'wrong' })
  })

  it('are served without the remaining time of a context', async () => {
    const receive = await loadReceive()

    expect((await receive(signedEvent({ body: BODY }), { awsRequestId: 'request-1' })).statusCode).toBe(202)
  })

  it('are told apart in the log by their request ids', async () => {
    const receive = await loadReceive()
    await receive(signedEvent({ body: BODY, id: 'msg_1' }), { ...lambdaContext(), awsRequestId: 'request-1' })
    await receive(signedEvent({ body: '{' }), { ...lambdaContext(), awsRequestId: 'request-2' })

    expect(world.stdout().lines()).toMatchObject([
      { requestId: 'request-1', webhookId: 'msg_1', runId: '5c6d273c-5c46-4288-953d-134855c00f3e' },
      { requestId: 'request-2', webhookId: 'msg_test' },
    ])
  })

  it('are taken without a callback, which Node.js 24 on Lambda refuses', async () => {
    await loadReceive()
    const { handler } = await import('../../handlers/receive.ts')

    expect(handler.length).toBeLessThanOrEqual(2)
  })
})
