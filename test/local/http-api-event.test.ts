import { APIGatewayProxyEventV2Schema } from '@aws-lambda-powertools/parser/schemas'
import { describe, expect, it } from 'vitest'
import { httpApiEvent } from '../../local/http/http-api-event.ts'

const build = (rawHeaders: string[], body: Buffer, url = '/webhooks/hatchet') =>
  httpApiEvent(
    { method: 'POST', url, httpVersion: '1.1', rawHeaders, socket: { remoteAddress: '127.0.0.1' } },
    body,
    'POST /webhooks/hatchet',
  )

// Powertools reads what a real HTTP API sends, and is nobody's copy of this builder.
describe("an event of the local HTTP API, by a third party's schema", () => {
  it.each([
    [
      'a signed run',
      ['Host', 'localhost', 'Content-Type', 'application/json', 'Webhook-Id', 'msg_1'],
      Buffer.from('{"a":1}'),
    ],
    ['bytes', ['Host', 'localhost', 'Content-Type', 'application/octet-stream'], Buffer.from([0, 255])],
    ['cookies and repeated headers', ['Host', 'a', 'Cookie', 'x=1; y=2', 'X-A', '1', 'x-a', '2'], Buffer.alloc(0)],
    ['nothing', ['Host', 'localhost'], Buffer.alloc(0)],
  ])('is one for %s', (_, rawHeaders, body) => {
    const event = build(rawHeaders, body)
    const parsed = APIGatewayProxyEventV2Schema.safeParse(event)
    expect(parsed.error?.issues ?? []).toEqual([])
    expect(parsed.data).toMatchObject({ rawPath: '/webhooks/hatchet', headers: event.headers })
  })

  it('is one with a query', () => {
    const parsed = APIGatewayProxyEventV2Schema.safeParse(build(['Host', 'localhost'], Buffer.alloc(0), '/x?a=1&a=2'))
    expect(parsed.data).toMatchObject({ rawQueryString: 'a=1&a=2', queryStringParameters: { a: '1,2' } })
  })

  it('is none without its request context, which shows that the schema looks', () => {
    const { requestContext, ...rest } = build(['Host', 'localhost'], Buffer.alloc(0))
    expect(requestContext.http.method).toBe('POST')
    expect(APIGatewayProxyEventV2Schema.safeParse(rest).success).toBe(false)
  })
})
