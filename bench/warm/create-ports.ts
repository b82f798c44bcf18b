import { createDynamoDbClient } from '../../lib/aws/create-dynamodb-client.ts'
import { createSqsClient } from '../../lib/aws/create-sqs-client.ts'
import { createDynamoDbLedger } from '../../lib/aws/dynamodb-ledger.ts'
import { ledgerEntryName } from '../../lib/aws/ledger-entry-name.ts'
import { createSqsSummaryQueues } from '../../lib/aws/sqs-summary-queues.ts'
import { writeLedgerEntry } from '../../lib/aws/write-ledger-entry.ts'
import type { Ledger } from '../../lib/forward/ledger.ts'
import { restAfterFailures } from '../../lib/forward/rest-after-failures.ts'
import type { SummaryQueues } from '../../lib/forward/summary-queues.ts'
import { LEDGER_TIMEOUT_MS } from '../../lib/limits.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import { answerInProcess } from './answer-in-process.ts'
import type { SubjectName } from './subjects.ts'

/** Whom receive tells, and whom it asks. Both answer at once, and the ledger knows no run. */
export interface BenchPorts {
  readonly queues: SummaryQueues
  readonly ledger: Ledger
}

const now = (): number => Date.now()

/** The ports of a subject: behind the function's own clients of the AWS SDK, or without them. */
export const createPorts = (name: Exclude<SubjectName, 'floor'>): BenchPorts => {
  Object.assign(process.env, BENCH_ENVIRONMENT)
  return {
    queues: name === 'own' ? JSON_QUEUES : sdkQueues(),
    ledger: restAfterFailures(name === 'ledger' ? sdkLedger() : JSON_LEDGER, now),
  }
}

// What the calls to AWS are made of is our own time; making them is not.

const JSON_QUEUES: SummaryQueues = { send: async (summary) => void JSON.stringify(summary) }

const JSON_LEDGER: Ledger = {
  read: async () => [],
  record: async (run, outcome) => {
    ledgerEntryName(run, outcome)
    writeLedgerEntry(outcome)
  },
}

const sdkQueues = (): SummaryQueues => {
  const client = answerInProcess(createSqsClient(), '{"MessageId":"bb2f6e5c-1b1c-4f1a-9d3e-3d1f9a1f7a55"}')
  return createSqsSummaryQueues(client, [BENCH_ENVIRONMENT.SUMMARY_QUEUE_URLS])
}

const sdkLedger = (): Ledger => {
  const client = answerInProcess(createDynamoDbClient(1, LEDGER_TIMEOUT_MS), '{}')
  return createDynamoDbLedger(client, BENCH_ENVIRONMENT.RUNS_TABLE, now, 5_000)
}
