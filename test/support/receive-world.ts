import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, vi } from 'vitest'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { type CapturedStdout, captureStdout } from './capture-stdout.ts'
import { storeSecret } from './store-secret.ts'

/** Now, in a {@link receiveWorld}: ms since 1970. */
export const NOW = Date.parse('2026-11-22T12:00:00.000Z')

export interface ReceiveWorld {
  readonly sqs: AwsClientStub<SQSClient>
  readonly secrets: AwsClientStub<SecretsManagerClient>
  readonly dynamoDb: AwsClientStub<DynamoDBClient>
  readonly stdout: () => CapturedStdout
  /** The bodies of all messages that were sent, parsed. */
  readonly sent: () => RunSummary[]
}

/**
 * What the receive function lives in: queues that take every message, a ledger that knows no run, a secret that was never rotated, standard output
 * that is kept, and a clock that stands still. Anew for each test.
 */
export const receiveWorld = (): ReceiveWorld => {
  const sqs = mockClient(SQSClient)
  const secrets = mockClient(SecretsManagerClient)
  const dynamoDb = mockClient(DynamoDBClient)
  let stdout: CapturedStdout
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    sqs.reset()
    sqs.on(SendMessageCommand).resolves({ MessageId: 'message' })
    storeSecret(secrets)
    dynamoDb.reset()
    dynamoDb.on(GetItemCommand).resolves({})
    dynamoDb.on(UpdateItemCommand).resolves({})
    stdout = captureStdout()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  return {
    sqs,
    secrets,
    dynamoDb,
    stdout: () => stdout,
    sent: () => sqs.commandCalls(SendMessageCommand).map(({ args }) => JSON.parse(args[0].input.MessageBody ?? '')),
  }
}
