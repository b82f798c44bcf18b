import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, it, onTestFinished } from 'vitest'
import { createDynamoDbLedger } from '../../lib/aws/dynamodb-ledger.ts'
import { LedgerError } from '../../lib/errors.ts'
import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { buildOutcome } from './build-outcome.ts'

const RUN = { tenantId: 'tenant', runId: 'run' }
const { signal } = new AbortController()

it.each(['read', 'record'] as const)(
  'ends a %s at its budget, though the answer has begun and goes on for ever',
  async (call) => {
    const server = await listenOnLoopback(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).write('{"It')
    })
    onTestFinished(server.stop)
    const client = new DynamoDBClient({ ...localClientConfig(server.url), maxAttempts: 1 })
    const ledger = createDynamoDbLedger(client, 'runs', () => 0, 50)

    const done = call === 'read' ? ledger.read(RUN, signal) : ledger.record(RUN, buildOutcome(), [], signal)
    await expect(done).rejects.toBeInstanceOf(LedgerError)
  },
)
