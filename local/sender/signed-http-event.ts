import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { httpApiEvent } from '../http/http-api-event.ts'
import { type Signing, signDelivery } from './sign-delivery.ts'

/** The HTTP API event that brings a signed run, as if it had been posted. */
export const signedHttpEvent = (body: Buffer, userAgent: string, signing: Signing): APIGatewayProxyEventV2 => {
  const headers = {
    host: 'localhost',
    'content-type': 'application/json',
    'user-agent': userAgent,
    ...signDelivery(body, signing),
  }
  const request = {
    method: 'POST',
    url: '/webhooks/hatchet',
    httpVersion: '1.1',
    rawHeaders: Object.entries(headers).flat(),
    socket: { remoteAddress: '127.0.0.1' },
  }
  return httpApiEvent(request, body, `${request.method} ${request.url}`)
}
