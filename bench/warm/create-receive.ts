import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { REQUEST_DEADLINE_MS } from '../../lib/limits.ts'
import { type DeadlineContext, requestDeadline } from '../../lib/middleware/request-deadline.ts'
import { createReceptionReporter } from '../../lib/telemetry/reception-reporter.ts'
import { answerTo } from '../../lib/webhook/answer-to.ts'
import { receiveWebhook } from '../../lib/webhook/receive-webhook.ts'
import { createSigningKeys } from '../../lib/webhook/signing-keys.ts'
import { BENCH_SECRET } from '../bench-secret.ts'
import type { BenchPorts } from './create-ports.ts'

const now = (): number => Date.now()

/**
 * `handlers/receive.ts` with queues and a ledger of choice, and a secret that is known at once.
 *
 * @returns it rejects where the ledger failed: a run would be forwarded without it, and sooner
 */
export const createReceive = (chosen: BenchPorts) => {
  const ports = {
    signingKeys: createSigningKeys({
      store: { read: async (stage) => (stage === 'AWSCURRENT' ? { value: BENCH_SECRET, createdAt: 0 } : null) },
      rotationOverlapMs: 0,
      now,
    }),
    ...chosen,
    withoutLedger: 'forward',
    tenants: null,
    summary: { dashboardUrl: 'https://cloud.hatchet.run', metadataKeys: [] },
    now,
  } as const
  const report = createReceptionReporter({ stage: 'bench', metricWorkflows: [], now })
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, DeadlineContext>()
    .use(requestDeadline(REQUEST_DEADLINE_MS))
    .handler(async (event, context) => {
      const reception = await receiveWebhook(event, ports, context.deadline)
      if (reception.outcome === 'forwarded' && reception.ledgerFault !== null) throw new Error(reception.ledgerFault)
      report(reception, context.awsRequestId)
      return answerTo(reception)
    })
}
