import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { BENCH_KEY } from '../bench-secret.ts'

const key = createSecretKey(BENCH_KEY)

/** The least that any receiver does: HMAC, JSON.parse, and JSON.stringify of a summary, with nothing checked. */
export const floor = ({ headers, body = '' }: APIGatewayProxyEventV2): { statusCode: number; body?: string } => {
  const expected = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`)
    .update(body)
    .digest()
  const sent = Buffer.from(headers['webhook-signature']?.slice('v1,'.length) ?? '', 'base64')
  if (!timingSafeEqual(sent, expected)) return { statusCode: 401 }
  const run = JSON.parse(body)
  if (run.status === 'DONE') return { statusCode: 422 }
  return {
    statusCode: 202,
    body: JSON.stringify({
      runId: run.metadata.id,
      tenantId: run.tenantId,
      workflowId: run.workflowId,
      displayName: run.displayName,
      status: run.status,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      durationMs: run.duration,
      error: run.errorMessage,
    }),
  }
}
