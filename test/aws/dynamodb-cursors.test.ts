import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDynamoDbCursors } from '../../lib/aws/dynamodb-cursors.ts'
import { createDynamoDbLedger } from '../../lib/aws/dynamodb-ledger.ts'
import type { Cursor } from '../../lib/reconcile/cursor.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { buildOutcome, RECORDED_AT } from './build-outcome.ts'
import { awsFault, ledgerFailure } from './ledger-failure.ts'
import { type RunsTable, startRunsTable } from './runs-table.ts'

const SIGNAL = new AbortController().signal
const NOW = Date.UTC(2026, 10, 22, 12)
const UNREAD = { since: NOW - 7, until: '2026-11-22T11:43:46.231912Z', offset: 3, end: NOW }

describe('the cursors in a table', () => {
  let runs: RunsTable
  beforeAll(async () => {
    runs = await startRunsTable()
  })
  afterAll(() => runs.stop())

  /** The cursors, and a tenant that no other test knows. */
  let count = 0
  const world = () => ({ cursors: createDynamoDbCursors(runs.client, runs.table), tenant: `tenant-${++count}` })

  it('keep the first tick of a tenant, whatever later ticks say', async () => {
    const { cursors, tenant } = world()

    expect(await cursors.firstTick(tenant, NOW, SIGNAL)).toBe(NOW)
    for (const later of [NOW + 1, NOW + 60_000, NOW - 1, 0]) {
      expect(await cursors.firstTick(tenant, later, SIGNAL)).toBe(NOW)
    }
  })

  it('tell the first tick to whoever only reads it, and store none for them', async () => {
    const { cursors, tenant } = world()

    expect(await cursors.readFirstTick(tenant, SIGNAL)).toBeNull()
    expect(await cursors.firstTick(tenant, NOW, SIGNAL)).toBe(NOW)
    expect(await cursors.readFirstTick(tenant, SIGNAL)).toBe(NOW)
  })

  it('agree on the first tick where several are the first at once', async () => {
    const { cursors, tenant } = world()
    const ticks = Array.from({ length: 20 }, (_, index) => NOW + index)
    const answers = await Promise.all(ticks.map((tick) => cursors.firstTick(tenant, tick, SIGNAL)))

    expect(new Set(answers).size).toBe(1)
    expect(ticks).toContain(answers[0])
    expect(await cursors.firstTick(tenant, NOW + 60_000, SIGNAL)).toBe(answers[0])
  })

  it('keep the first ticks of tenants apart', async () => {
    const [one, other] = [world(), world()]
    await one.cursors.firstTick(one.tenant, NOW, SIGNAL)

    expect(await one.cursors.firstTick(other.tenant, NOW + 1, SIGNAL)).toBe(NOW + 1)
  })

  it.each<[string, Cursor]>([
    ['of a window that was read whole', { readUntil: NOW, unread: null }],
    ['of a window of which a part was read', { readUntil: NOW, unread: UNREAD }],
    ['of the first window, of which a part was read', { readUntil: null, unread: UNREAD }],
    ['of nothing', { readUntil: null, unread: null }],
  ])('read the cursor that was stored last: %s', async (_, cursor) => {
    const { cursors, tenant } = world()
    await cursors.store(tenant, 'every-2-minutes', { readUntil: 1, unread: { ...UNREAD, since: 1 } }, SIGNAL)
    await cursors.store(tenant, 'every-2-minutes', cursor, SIGNAL)

    expect(await cursors.read(tenant, 'every-2-minutes', SIGNAL)).toEqual(cursor)
  })

  it('know no cursor of a schedule before its first tick, nor by that of another schedule or tenant', async () => {
    const [one, other] = [world(), world()]
    await one.cursors.firstTick(one.tenant, NOW, SIGNAL)
    await one.cursors.store(one.tenant, 'daily', { readUntil: NOW, unread: null }, SIGNAL)

    expect(await one.cursors.read(one.tenant, 'hourly', SIGNAL)).toBeNull()
    expect(await one.cursors.read(other.tenant, 'daily', SIGNAL)).toBeNull()
  })

  it('keep the first tick where a cursor is stored', async () => {
    const { cursors, tenant } = world()
    await cursors.firstTick(tenant, NOW, SIGNAL)
    await cursors.store(tenant, 'daily', { readUntil: NOW + 5, unread: null }, SIGNAL)

    expect(await cursors.firstTick(tenant, NOW + 9, SIGNAL)).toBe(NOW)
  })

  it('never expire', async () => {
    const { cursors, tenant } = world()
    await cursors.firstTick(tenant, NOW, SIGNAL)
    await cursors.store(tenant, 'daily', { readUntil: NOW, unread: null }, SIGNAL)

    expect(Object.keys(await runs.item(`reconcile#${tenant}`)).sort()).toEqual(['firstTick', 'pk'])
    expect(Object.keys(await runs.item(`reconcile#${tenant}#daily`)).sort()).toEqual(['cursor', 'pk'])
  })

  it('and the ledger leave each other alone, though they share the table', async () => {
    const { cursors, tenant } = world()
    const ledger = createDynamoDbLedger(runs.client, runs.table, () => RECORDED_AT, 5_000)
    await cursors.store(tenant, 'daily', { readUntil: NOW, unread: null }, SIGNAL)
    await ledger.record({ tenantId: tenant, runId: 'daily' }, buildOutcome(), [], SIGNAL)

    expect(await cursors.read(tenant, 'daily', SIGNAL)).toEqual({ readUntil: NOW, unread: null })
    expect(await ledger.read({ tenantId: tenant, runId: 'daily' }, SIGNAL)).toEqual([buildOutcome()])
  })

  it.each([
    ['no cursor', {}],
    ['a cursor of another type', { cursor: { N: '7' } }],
    ...[
      ...['x', '{', 'null', '[]', '{}', '7', '{"readUntil":1}', '{"unread":null}', '{"readUntil":"1","unread":null}'],
      ...['{"readUntil":1,"unread":7}', '{"readUntil":1,"unread":{}}'],
      '{"readUntil":1,"unread":{"since":"1","until":"x","end":1}}',
      '{"readUntil":1,"unread":{"since":1,"until":1,"end":1}}',
      '{"readUntil":1,"unread":{"since":1,"until":"x"}}',
    ].map((S): [string, { cursor: { S: string } }] => [S, { cursor: { S } }]),
  ])('begin anew where garbage is stored: %s', async (_, attributes) => {
    const { cursors, tenant } = world()
    await runs.put(`reconcile#${tenant}#daily`, attributes)

    expect(await cursors.read(tenant, 'daily', SIGNAL)).toBeNull()
  })
})

describe('createDynamoDbCursors', () => {
  const client = new DynamoDBClient()
  const dynamoDb = mockClient(client)
  const cursors = createDynamoDbCursors(client, 'runs')
  const conditionFailed = () => new ConditionalCheckFailedException({ $metadata: {}, message: 'The condition failed' })
  beforeEach(() => {
    dynamoDb.reset()
    dynamoDb.on(GetItemCommand).resolves({})
    dynamoDb.on(PutItemCommand).resolves({})
  })

  it('reads consistently, under the deadline', async () => {
    await cursors.read('tenant-1', 'daily', SIGNAL)
    await cursors.firstTick('tenant-1', NOW, SIGNAL)

    const [cursor, before, after] = dynamoDb.commandCalls(GetItemCommand).map(({ args }) => args[0].input)
    expect(cursor).toEqual({ TableName: 'runs', Key: { pk: { S: 'reconcile#tenant-1#daily' } }, ConsistentRead: true })
    expect(before).toEqual({ TableName: 'runs', Key: { pk: { S: 'reconcile#tenant-1' } }, ConsistentRead: true })
    expect(after).toEqual(before)
    expect(
      new Set(dynamoDb.send.args.map((args: unknown[]) => (args[1] as { abortSignal: unknown }).abortSignal)),
    ).toEqual(new Set([SIGNAL]))
  })

  it('stores a first tick only where there is none', async () => {
    await cursors.firstTick('tenant-1', NOW, SIGNAL)

    expect(dynamoDb.commandCalls(PutItemCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'runs',
        Item: { pk: { S: 'reconcile#tenant-1' }, firstTick: { N: String(NOW) } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    ])
  })

  it('writes nothing where the first tick is known', async () => {
    dynamoDb.on(GetItemCommand).resolves({ Item: { firstTick: { N: '5' } } })

    expect(await cursors.firstTick('tenant-1', NOW, SIGNAL)).toBe(5)
    expect(dynamoDb.commandCalls(GetItemCommand)).toHaveLength(1)
    expect(dynamoDb).toHaveReceivedCommandTimes(PutItemCommand, 0)
  })

  it('takes the tick that was first where another came between', async () => {
    dynamoDb
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolves({ Item: { firstTick: { N: '5' } } })
    dynamoDb.on(PutItemCommand).rejects(conditionFailed())

    expect(await cursors.firstTick('tenant-1', NOW, SIGNAL)).toBe(5)
  })

  it('goes by this tick where the item holds no time', async () => {
    dynamoDb.on(GetItemCommand).resolves({ Item: { pk: { S: 'reconcile#tenant-1' } } })
    dynamoDb.on(PutItemCommand).rejects(conditionFailed())

    expect(await cursors.firstTick('tenant-1', NOW, SIGNAL)).toBe(NOW)
  })

  it.each([
    ['read', GetItemCommand, () => cursors.read('tenant-1', 'daily', SIGNAL)],
    ['read', GetItemCommand, () => cursors.firstTick('tenant-1', NOW, SIGNAL)],
    ['read', GetItemCommand, () => cursors.readFirstTick('tenant-1', SIGNAL)],
    ['written', PutItemCommand, () => cursors.firstTick('tenant-1', NOW, SIGNAL)],
    ['written', PutItemCommand, () => cursors.store('tenant-1', 'daily', { readUntil: 1, unread: null }, SIGNAL)],
  ] as const)('names only the kind of fault where a cursor cannot be %s (%#)', async (done, command, use) => {
    const cause = awsFault('InternalServerError')
    dynamoDb.on(command as typeof GetItemCommand).rejects(cause)
    const error = await ledgerFailure(use())

    expect(error.message).toBe(`a cursor cannot be ${done}: InternalServerError`)
    expect(error).toMatchObject({ cause, code: 'ledger-unavailable' })
  })

  it.each([
    ['read', (signal: AbortSignal) => cursors.read('tenant-1', 'daily', signal)],
    ['written', (signal: AbortSignal) => cursors.store('tenant-1', 'daily', { readUntil: 1, unread: null }, signal)],
  ])('fails at the deadline where a cursor is not %s in time', async (done, use) => {
    neverAnswer(dynamoDb as never)
    const controller = new AbortController()
    const failing = ledgerFailure(use(controller.signal))
    controller.abort()

    expect((await failing).message).toBe(`a cursor cannot be ${done}: AbortError`)
  })
})
