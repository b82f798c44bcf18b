import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDynamoDbLedger } from '../../lib/aws/dynamodb-ledger.ts'
import { createDynamoDbLedgerLookup } from '../../lib/aws/dynamodb-ledger-lookup.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { buildOutcome, RECORDED_AT } from './build-outcome.ts'
import { awsFault, ledgerFailure } from './ledger-failure.ts'
import { type RunsTable, startRunsTable } from './runs-table.ts'

const SIGNAL = new AbortController().signal

describe('what createDynamoDbLedgerLookup asks', () => {
  const client = new DynamoDBClient()
  const dynamoDb = mockClient(client)
  const lookup = createDynamoDbLedgerLookup(client, 'runs', () => RECORDED_AT)
  const KEYS = [{ pk: { S: 'tenant-1#a' } }, { pk: { S: 'tenant-1#b' } }]
  beforeEach(() => {
    dynamoDb.reset()
    dynamoDb.on(BatchGetItemCommand).resolves({ Responses: { runs: [] } })
  })

  it('is all runs at once, under the deadline: how many at most is for its caller to say', async () => {
    await lookup.readMany('tenant-1', ['a', 'b'], SIGNAL)

    expect(dynamoDb.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input)).toEqual([
      { RequestItems: { runs: { Keys: KEYS } } },
    ])
    expect(dynamoDb.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: SIGNAL }])
  })

  it.each([[{}], [{ Responses: {} }], [{ Responses: {}, UnprocessedKeys: {} }]])(
    'knows of no outcome where the answer is %j',
    async (answer) => {
      dynamoDb.on(BatchGetItemCommand).resolves(answer)

      expect(await lookup.readMany('tenant-1', ['a'], SIGNAL)).toEqual(new Map([['a', []]]))
    },
  )

  it('fails where runs were left unread, rather than take them for untold', async () => {
    dynamoDb.on(BatchGetItemCommand).resolves({ Responses: { runs: [] }, UnprocessedKeys: { runs: { Keys: KEYS } } })
    const error = await ledgerFailure(lookup.readMany('tenant-1', ['a', 'b', 'c'], SIGNAL))

    expect(error.message).toBe('the ledger left 2 of 3 runs unread')
  })

  it('names only the kind of fault where it cannot be read', async () => {
    const cause = awsFault('AccessDeniedException')
    dynamoDb.on(BatchGetItemCommand).rejects(cause)
    const error = await ledgerFailure(lookup.readMany('tenant-1', ['a'], SIGNAL))

    expect(error.message).toBe('the ledger cannot be read: AccessDeniedException')
    expect(error).toMatchObject({ cause, code: 'ledger-unavailable' })
  })

  it('fails at the deadline where nothing answers', async () => {
    neverAnswer(dynamoDb as never)
    const controller = new AbortController()
    const failing = ledgerFailure(lookup.readMany('tenant-1', ['a'], controller.signal))
    controller.abort()

    expect((await failing).message).toBe('the ledger cannot be read: AbortError')
  })
})

describe('what createDynamoDbLedgerLookup reads', () => {
  let runs: RunsTable
  beforeAll(async () => {
    runs = await startRunsTable()
  })
  afterAll(() => runs.stop())

  const lookupAt = (now: number) => createDynamoDbLedgerLookup(runs.client, runs.table, () => now)
  const record = (tenantId: string, runId: string, ordinal = 0, recordedAt = RECORDED_AT) =>
    createDynamoDbLedger(runs.client, runs.table, () => RECORDED_AT, 5_000).record(
      { tenantId, runId },
      buildOutcome({ ordinal, recordedAt }),
      [],
      SIGNAL,
    )

  it('is what the ledger recorded of each of 100 runs, and nothing of a run that it does not know', async () => {
    const runIds = Array.from({ length: 100 }, (_, index) => `run-${index}`)
    const told = runIds.filter((_, index) => index % 3 === 0)
    for (const runId of told) await record('tenant-1', runId)
    await record('tenant-1', 'run-0', 1)

    const outcomes = await lookupAt(RECORDED_AT).readMany('tenant-1', runIds, SIGNAL)
    expect([...outcomes.keys()]).toEqual(runIds)
    expect(outcomes.get('run-0')?.toSorted((a, b) => a.ordinal - b.ordinal)).toEqual([
      buildOutcome(),
      buildOutcome({ ordinal: 1 }),
    ])
    for (const runId of runIds.slice(1)) {
      expect(outcomes.get(runId)).toEqual(told.includes(runId) ? [buildOutcome()] : [])
    }
  })

  it('is nothing of a run of another tenant', async () => {
    await record('tenant-2', 'run-of-2')

    expect(await lookupAt(RECORDED_AT).readMany('tenant-3', ['run-of-2'], SIGNAL)).toEqual(new Map([['run-of-2', []]]))
  })

  it('is nothing that has expired', async () => {
    await record('tenant-4', 'run')
    await record('tenant-4', 'run', 1, RECORDED_AT + 1)

    expect(await lookupAt(RECORDED_AT + 31 * 86_400_000).readMany('tenant-4', ['run'], SIGNAL)).toEqual(
      new Map([['run', [buildOutcome({ ordinal: 1, recordedAt: RECORDED_AT + 1 })]]]),
    )
  })
})
