import type { SummaryQueues } from '../forward/summary-queues.ts'
import { TABLE_ATTEMPTS, TABLE_TIMEOUT_MS } from '../limits.ts'
import { createDynamoDbClient } from './create-dynamodb-client.ts'
import { createSecretsManagerClient } from './create-secrets-manager-client.ts'
import { createSqsClient } from './create-sqs-client.ts'
import { createDynamoDbRunsTable, type RunsTable } from './dynamodb-runs-table.ts'
import { readSecretText } from './read-secret-text.ts'
import { createSqsSummaryQueues } from './sqs-summary-queues.ts'

/** Where the runs of reconcile go, and what it keeps, on AWS. */
export interface AwsReconcilePorts extends RunsTable {
  readonly queues: SummaryQueues
  /** The one queue that backfill tells. */
  readonly backfillQueues: SummaryQueues
  /** @throws SecretError */
  readTenants(signal: AbortSignal): Promise<string>
}

/**
 * What reconcile needs of AWS.
 *
 * @param config - as the function's environment names it
 * @param now - milliseconds since 1970
 */
export const createAwsReconcilePorts = (
  config: {
    readonly SUMMARY_QUEUE_URLS: readonly string[]
    readonly BACKFILL_QUEUE_URL: string
    readonly RUNS_TABLE: string
    readonly HATCHET_TENANTS_SECRET_ID: string
  },
  now: () => number,
): AwsReconcilePorts => {
  const sqs = createSqsClient()
  const secrets = createSecretsManagerClient()
  return {
    ...createDynamoDbRunsTable(createDynamoDbClient(TABLE_ATTEMPTS, TABLE_TIMEOUT_MS), config.RUNS_TABLE, now),
    queues: createSqsSummaryQueues(sqs, config.SUMMARY_QUEUE_URLS),
    backfillQueues: createSqsSummaryQueues(sqs, [config.BACKFILL_QUEUE_URL]),
    readTenants: (signal) => readSecretText(secrets, config.HATCHET_TENANTS_SECRET_ID, signal),
  }
}
