import { inspect } from 'node:util'
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDynamoDbLedger } from '../../lib/aws/dynamodb-ledger.ts'
import { outcomeId } from '../../lib/run/outcome-id.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { buildOutcome, RECORDED_AT } from './build-outcome.ts'
import { awsFault, ledgerFailure } from './ledger-failure.ts'

const SIGNAL = new AbortController().signal
const RUN = { tenantId: 'tenant-1', runId: 'run-1' }

describe('createDynamoDbLedger', () => {
  const client = new DynamoDBClient()
  const dynamoDb = mockClient(client)
  const ledger = createDynamoDbLedger(client, 'runs', () => RECORDED_AT, 5_000)
  beforeEach(() => {
    dynamoDb.reset()
    dynamoDb.on(GetItemCommand).resolves({})
    dynamoDb.on(UpdateItemCommand).resolves({})
  })

  const USES = [
    ['read', () => ledger.read(RUN, SIGNAL)],
    ['written', () => ledger.record(RUN, buildOutcome(), [], SIGNAL)],
  ] as const

  it('reads a run by one consistent read, under the deadline', async () => {
    expect(await ledger.read(RUN, SIGNAL)).toEqual([])

    expect(dynamoDb.commandCalls(GetItemCommand).map(({ args }) => args[0].input)).toEqual([
      { TableName: 'runs', Key: { pk: { S: 'tenant-1#run-1' } }, ConsistentRead: true },
    ])
    expect(dynamoDb.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: expect.any(AbortSignal) }])
  })

  it('records an outcome under the first 16 digits of its id, to expire after 31 days, under the deadline', async () => {
    const outcome = buildOutcome({ ordinal: 2, recordedAt: RECORDED_AT + 1 })
    await ledger.record(RUN, outcome, [], SIGNAL)

    expect(dynamoDb.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'runs',
        Key: { pk: { S: 'tenant-1#run-1' } },
        UpdateExpression: 'SET #new = :new, expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#new': outcomeId({ ...RUN, ...outcome }).slice(0, 16) },
        ExpressionAttributeValues: {
          ':new': { S: expect.stringContaining('"status":"FAILED"') },
          ':expiresAt': { N: String(Date.UTC(2026, 11, 23, 12) / 1_000 + 1) },
        },
      },
    ])
    expect(dynamoDb.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: expect.any(AbortSignal) }])
  })

  it.each(USES)('names only the kind of fault where it cannot be %s', async (done, use) => {
    const cause = awsFault('ProvisionedThroughputExceededException')
    dynamoDb.onAnyCommand().rejects(cause)
    const error = await ledgerFailure(use())

    expect(error.message).toBe(`the ledger cannot be ${done}: ProvisionedThroughputExceededException`)
    expect(error).toMatchObject({ cause, code: 'ledger-unavailable' })
  })

  it.each(USES)('fails as well where the client throws what is no error: %s', async (done, use) => {
    dynamoDb.reset()
    dynamoDb.send.callsFake(() => Promise.reject('arn:aws:sts::123456789012'))

    expect((await ledgerFailure(use())).message).toBe(`the ledger cannot be ${done}: unknown`)
  })

  it.each([
    ['read', (signal: AbortSignal) => ledger.read(RUN, signal)],
    ['written', (signal: AbortSignal) => ledger.record(RUN, buildOutcome(), [], signal)],
  ])('fails at the deadline where it is not %s in time', async (done, use) => {
    neverAnswer(dynamoDb as never)
    const controller = new AbortController()
    const failing = ledgerFailure(use(controller.signal))
    controller.abort()

    expect((await failing).message).toBe(`the ledger cannot be ${done}: AbortError`)
  })

  it('tells nothing of what is stored where that is garbage', async () => {
    dynamoDb.on(GetItemCommand).resolves({ Item: { '0123456789abcdef': { S: 'hunter2' } } })

    expect(inspect(await ledger.read(RUN, SIGNAL), { depth: null })).not.toContain('hunter2')
  })
})
