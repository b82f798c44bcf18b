import middy from '@middy/core'
import type { APIGatewayProxyEventV2 as Event, APIGatewayProxyStructuredResultV2 as Result } from 'aws-lambda'
import { createDynamoDbClient } from '../lib/aws/create-dynamodb-client.ts'
import { createSecretsManagerClient } from '../lib/aws/create-secrets-manager-client.ts'
import { createSqsClient } from '../lib/aws/create-sqs-client.ts'
import { createDynamoDbLedger } from '../lib/aws/dynamodb-ledger.ts'
import { createSecretsManagerSigningSecret } from '../lib/aws/secrets-manager-signing-secret.ts'
import { createSqsSummaryQueues } from '../lib/aws/sqs-summary-queues.ts'
import { parseReceiveConfig } from '../lib/config/parse-receive-config.ts'
import { restAfterFailures } from '../lib/forward/rest-after-failures.ts'
import { LEDGER_TIMEOUT_MS, REQUEST_DEADLINE_MS } from '../lib/limits.ts'
import { type DeadlineContext, requestDeadline } from '../lib/middleware/request-deadline.ts'
import { createReceptionReporter } from '../lib/telemetry/reception-reporter.ts'
import { answerTo } from '../lib/webhook/answer-to.ts'
import { receiveWebhook } from '../lib/webhook/receive-webhook.ts'
import { createSigningKeys } from '../lib/webhook/signing-keys.ts'

const config = parseReceiveConfig(process.env)
const now = (): number => Date.now()
const store = createSecretsManagerSigningSecret(createSecretsManagerClient(), config.WEBHOOK_SECRET_ID)
const tables = createDynamoDbClient(1, LEDGER_TIMEOUT_MS)
const ports = {
  signingKeys: createSigningKeys({ store, rotationOverlapMs: config.ROTATION_OVERLAP, now }),
  queues: createSqsSummaryQueues(createSqsClient(), config.SUMMARY_QUEUE_URLS),
  ledger: restAfterFailures(createDynamoDbLedger(tables, config.RUNS_TABLE, now, LEDGER_TIMEOUT_MS), now),
  withoutLedger: 'forward',
  tenants: config.TENANTS,
  summary: { dashboardUrl: config.HATCHET_DASHBOARD_URL, metadataKeys: config.METADATA_KEYS },
  now,
} as const
const report = createReceptionReporter({ stage: config.STAGE, metricWorkflows: config.METRIC_WORKFLOWS, now })

/** `POST /webhooks/hatchet`: a signed run completion becomes a summary on every destination queue, and metrics. */
export const handler = middy<Event, Result, Error, DeadlineContext>()
  .use(requestDeadline(REQUEST_DEADLINE_MS))
  .handler(async (event, context) => {
    const reception = await receiveWebhook(event, ports, context.deadline)
    report(reception, context.awsRequestId)
    return answerTo(reception)
  })
