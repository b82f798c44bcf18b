import middy from '@middy/core'
import { createDynamoDbClient } from '../lib/aws/create-dynamodb-client.ts'
import { createSecretsManagerClient } from '../lib/aws/create-secrets-manager-client.ts'
import { createSqsClient } from '../lib/aws/create-sqs-client.ts'
import { createDynamoDbRunsTable } from '../lib/aws/dynamodb-runs-table.ts'
import { readSecretText } from '../lib/aws/read-secret-text.ts'
import { createSqsSummaryQueues } from '../lib/aws/sqs-summary-queues.ts'
import { parseReconcileConfig } from '../lib/config/parse-reconcile-config.ts'
import { createTenants } from '../lib/hatchet/create-tenants.ts'
import { RECONCILE_RESERVE_MS, TABLE_ATTEMPTS, TABLE_TIMEOUT_MS } from '../lib/limits.ts'
import { createKnownRuns } from '../lib/reconcile/known-runs.ts'
import { runTick } from '../lib/reconcile/run-tick.ts'
import { sleep } from '../lib/sleep.ts'
import { createReconcileReporter } from '../lib/telemetry/reconcile-reporter.ts'

const config = parseReconcileConfig(process.env)
const now = (): number => Date.now()
const secrets = createSecretsManagerClient()
const ports = {
  queues: createSqsSummaryQueues(createSqsClient(), config.SUMMARY_QUEUE_URLS),
  ...createDynamoDbRunsTable(createDynamoDbClient(TABLE_ATTEMPTS, TABLE_TIMEOUT_MS), config.RUNS_TABLE, now),
  known: createKnownRuns(),
  withoutLedger: 'refuse',
  summary: { dashboardUrl: config.HATCHET_DASHBOARD_URL, metadataKeys: config.METADATA_KEYS },
  timeout: (ms: number) => AbortSignal.timeout(ms),
  now,
} as const
const readTenants = (signal: AbortSignal) => readSecretText(secrets, config.HATCHET_TENANTS_SECRET_ID, signal)
const apis = { apiUrl: config.HATCHET_API_URL, allowHttp: config.HATCHET_ALLOW_HTTP }
const tenants = createTenants(readTenants, apis, { now, sleep, random: Math.random })
const reporting = { stage: config.STAGE, metricWorkflows: config.METRIC_WORKFLOWS, now }

/** A tick of a schedule: runs that ended, and that no webhook told, become summaries and metrics. */
export const handler = middy<unknown, void>().handler((event, context) => {
  const report = createReconcileReporter(reporting, context.awsRequestId)
  return runTick(event, tenants, { ...ports, report }, context.getRemainingTimeInMillis() - RECONCILE_RESERVE_MS)
})
