import { randomUUID } from 'node:crypto'
import { httpApiEvent } from '../http/http-api-event.ts'
import { signDelivery } from '../sender/sign-delivery.ts'
import type { EventFile } from './read-event-file.ts'

/**
 * The event to invoke a function with: a file's own; for receive and a run, the HTTP API event that brings the run,
 * signed now.
 */
export const lambdaEvent = (functionName: string, { content, value }: EventFile, secret: string): object => {
  const isLambdaEvent = 'requestContext' in value || 'Records' in value
  if (functionName !== 'receive' || isLambdaEvent) return value
  const timestamp = Math.floor(Date.now() / 1_000)
  const headers = {
    host: 'localhost',
    'content-type': 'application/json',
    'user-agent': 'npm run invoke',
    ...signDelivery(content, { secret, id: `msg_${randomUUID()}`, timestamp }),
  }
  const request = {
    method: 'POST',
    url: '/webhooks/hatchet',
    httpVersion: '1.1',
    rawHeaders: Object.entries(headers).flat(),
    socket: { remoteAddress: '127.0.0.1' },
  }
  return httpApiEvent(request, content, `${request.method} ${request.url}`)
}
