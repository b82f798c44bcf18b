import { createHmac } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'

/** The secret of tests: base64 of 32 bytes. */
export const TEST_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export interface Delivery {
  /** The exact body; base64 is used in the event for bytes. */
  readonly body: string | Uint8Array
  readonly secret?: string
  readonly id?: string
  /** Seconds since 1970; default: now. */
  readonly timestamp?: number
  /** Added to, or with undefined taken from, the headers of a correct delivery. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly method?: string
  readonly path?: string
}

/** An HTTP API 2.0 event of a correctly signed delivery, changed as asked. The signature is made here, apart from the product's code. */
export const signedEvent = (delivery: Delivery): APIGatewayProxyEventV2 => {
  const { body, secret = TEST_SECRET, id = 'msg_test', method = 'POST', path = '/webhooks/hatchet' } = delivery
  const timestamp = String(delivery.timestamp ?? Math.floor(Date.now() / 1000))
  const bytes = Buffer.from(body as Uint8Array)
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key)
    .update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), bytes]))
    .digest('base64')
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    ...delivery.headers,
  }
  const isText = typeof body === 'string'
  return {
    version: '2.0',
    routeKey: 'POST /webhooks/hatchet',
    rawPath: path,
    rawQueryString: '',
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: 'POST /webhooks/hatchet',
      stage: '$default',
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_348_800_000,
    },
    body: isText ? body : bytes.toString('base64'),
    isBase64Encoded: !isText,
  }
}
