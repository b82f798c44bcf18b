import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { signedHttpEvent } from '../local/sender/signed-http-event.ts'
import { BENCH_SECRET } from './bench-secret.ts'
import { buildPayload } from './build-payload.ts'
import type { RequestKind } from './request-kinds.ts'

const ANOTHER_SECRET = Buffer.alloc(32, 8).toString('base64')

/**
 * The HTTP API event of a request, signed now.
 *
 * @param bytes - size of the body
 */
export const buildEvent = (kind: RequestKind, bytes: number): APIGatewayProxyEventV2 => {
  const payload = buildPayload(bytes)
  const body = Buffer.from(kind === 'bad schema' ? payload.replace('"COMPLETED"', '"DONE"') : payload)
  return signedHttpEvent(body, 'npm run bench', {
    secret: kind === 'bad signature' ? ANOTHER_SECRET : BENCH_SECRET,
    id: 'msg_2aXbY3cZd4',
    timestamp: Math.floor(Date.now() / 1_000),
  })
}
