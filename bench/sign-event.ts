import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { signedHttpEvent } from '../local/sender/signed-http-event.ts'

/** The HTTP API event that brings a body, signed now. */
export const signEvent = (body: string, secret: string): APIGatewayProxyEventV2 =>
  signedHttpEvent(Buffer.from(body), 'npm run bench', {
    secret,
    id: 'msg_2aXbY3cZd4',
    timestamp: Math.floor(Date.now() / 1_000),
  })
