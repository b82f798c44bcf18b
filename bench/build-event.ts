import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { ANOTHER_SECRET, BENCH_SECRET } from './bench-secret.ts'
import { buildPayload } from './build-payload.ts'
import type { RequestKind } from './request-kinds.ts'
import { signEvent } from './sign-event.ts'

/**
 * The HTTP API event of a request, signed now.
 *
 * @param bytes - size of the body
 */
export const buildEvent = (kind: RequestKind, bytes: number): APIGatewayProxyEventV2 => {
  const payload = buildPayload(bytes)
  const body = kind === 'bad schema' ? payload.replace('"COMPLETED"', '"DONE"') : payload
  return signEvent(body, kind === 'bad signature' ? ANOTHER_SECRET : BENCH_SECRET)
}
