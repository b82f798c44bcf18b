import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { clientConfig } from '../lib/aws/client-config.ts'
import { createSecretsManagerSigningSecret } from '../lib/aws/secrets-manager-signing-secret.ts'
import { createSqsSummaryQueues } from '../lib/aws/sqs-summary-queues.ts'
import { parseReceiveConfig } from '../lib/config.ts'
import * as limits from '../lib/limits.ts'
import { type DeadlineContext, requestDeadline } from '../lib/middleware/request-deadline.ts'
import { createReceptionReporter } from '../lib/telemetry/reception-reporter.ts'
import { writeLine } from '../lib/telemetry/write-line.ts'
import { answerTo } from '../lib/webhook/answer-to.ts'
import { receiveWebhook } from '../lib/webhook/receive-webhook.ts'
import { createSigningKeys } from '../lib/webhook/signing-keys.ts'

const config = parseReceiveConfig(process.env)
const now = (): number => Date.now()
const sqs = new SQSClient({ ...clientConfig(limits.QUEUE_SEND_ATTEMPTS, limits.QUEUE_SEND_TIMEOUT_MS), md5: false })
const secrets = new SecretsManagerClient(clientConfig(limits.SECRET_READ_ATTEMPTS, limits.SECRET_READ_TIMEOUT_MS))
const store = createSecretsManagerSigningSecret(secrets, config.WEBHOOK_SECRET_ID)
const ports = {
  signingKeys: createSigningKeys({ store, rotationOverlapMs: config.ROTATION_OVERLAP, now }),
  queues: createSqsSummaryQueues(sqs, config.SUMMARY_QUEUE_URLS),
  tenants: config.TENANTS,
  summary: { dashboardUrl: config.HATCHET_DASHBOARD_URL, metadataKeys: config.METADATA_KEYS },
  now,
}
const report = createReceptionReporter({
  stage: config.STAGE,
  metricWorkflows: config.METRIC_WORKFLOWS,
  now,
  write: writeLine,
})

/** `POST /webhooks/hatchet`: a signed run completion becomes a summary on every destination queue, and metrics. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, DeadlineContext>()
  .use(requestDeadline(limits.REQUEST_DEADLINE_MS))
  .handler(async (event, context) => {
    const reception = await receiveWebhook(event, ports, context.deadline)
    report(reception, context.awsRequestId)
    return answerTo(reception)
  })
