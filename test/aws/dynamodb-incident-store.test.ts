import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { IncidentItem, SinkState } from '../../lib/alerts/incident/incident-item.ts'
import { createDynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts'
import { buildIncidentItem } from '../support/incidents-table.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { awsFault } from './ledger-failure.ts'

const SIGNAL = new AbortController().signal
const NOW = Date.UTC(2026, 10, 22, 12)
const ITEM = buildIncidentItem()
const SEEN = { outcomeId: '0123456789abcdef', arrivedAt: 1_000 }
const SINK = ITEM.sinks['team'] as SinkState

describe('createDynamoDbIncidentStore', () => {
  const client = new DynamoDBClient()
  const dynamoDb = mockClient(client)
  const store = createDynamoDbIncidentStore(client, 'incidents', () => NOW)
  beforeEach(() => {
    dynamoDb.reset()
    dynamoDb.on(GetItemCommand).resolves({})
    dynamoDb.on(PutItemCommand).resolves({})
    dynamoDb.on(QueryCommand).resolves({})
  })

  const uses = (signal: AbortSignal) =>
    [
      ['an incident cannot be read', () => store.read(ITEM.key, signal)],
      ['an incident cannot be written', () => store.write(ITEM, NOW, signal)],
      ['what is due cannot be read', () => store.due(NOW, 5, signal)],
      ['what is due cannot be counted', () => store.countPending(signal)],
    ] as const

  it('reads an incident by one consistent read', async () => {
    expect(await store.read(ITEM.key, SIGNAL)).toBeNull()

    expect(dynamoDb.commandCalls(GetItemCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'incidents',
        Key: { pk: { S: '707d0855-80ab-4e1f-a156-f1c4546cbf52#workflow-1' }, sk: { S: 'default' } },
        ConsistentRead: true,
      },
    ])
  })

  it('makes every call under the deadline of its caller', async () => {
    for (const [, use] of uses(SIGNAL)) await use()

    expect(dynamoDb.send.args.map((args: unknown[]) => args[1])).toEqual(Array(4).fill({ abortSignal: SIGNAL }))
  })

  it.each(uses(SIGNAL))('names only the kind of fault where %s', async (what, use) => {
    const cause = awsFault('ProvisionedThroughputExceededException')
    dynamoDb.onAnyCommand().rejects(cause)

    await expect(use()).rejects.toMatchObject({
      name: 'StoreError',
      code: 'store-unavailable',
      message: `${what}: ProvisionedThroughputExceededException`,
      cause,
    })
  })

  it.each(uses(SIGNAL))('fails as well where the client throws what is no error: %s', async (what, use) => {
    dynamoDb.reset()
    dynamoDb.send.callsFake(() => Promise.reject('arn:aws:sts::123456789012'))

    await expect(use()).rejects.toMatchObject({ name: 'StoreError', message: `${what}: unknown` })
  })

  it.each([0, 1, 2, 3])('fails at the deadline where there is no answer (%#)', async (index) => {
    neverAnswer(dynamoDb as never)
    const controller = new AbortController()
    const [what, use] = uses(controller.signal)[index] ?? []
    const failing = expect(use?.()).rejects.toMatchObject({ name: 'StoreError', message: `${what}: AbortError` })
    controller.abort()

    await failing
  })

  it('tells a conflict from a fault', async () => {
    dynamoDb.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: 'no' }))

    expect(await store.write(ITEM, NOW, SIGNAL)).toBeNull()
  })

  it('counts what is pending over all pages, and keeps to a limit of them', async () => {
    dynamoDb
      .on(QueryCommand)
      .resolvesOnce({ Count: 3, LastEvaluatedKey: { pk: { S: 'a#b' } } })
      .resolves({ Count: 4 })

    expect(await store.countPending(SIGNAL)).toBe(7)
    expect(dynamoDb.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExclusiveStartKey)).toEqual([
      undefined,
      { pk: { S: 'a#b' } },
    ])

    dynamoDb.reset()
    dynamoDb.on(QueryCommand).resolves({ Count: 1, LastEvaluatedKey: { pk: { S: 'a#b' } } })
    expect(await store.countPending(SIGNAL)).toBe(20)
  })

  it('follows pages to as many due incidents as are wanted, and no further', async () => {
    const page = (...names: string[]) => ({
      Items: names.map((name) => ({ pk: { S: `tenant#${name}` }, sk: { S: 'default' } })),
      LastEvaluatedKey: { pk: { S: 'tenant#last' } },
    })
    dynamoDb
      .on(QueryCommand)
      .resolvesOnce(page('a', 'b'))
      .resolvesOnce(page())
      .resolvesOnce(page('c', 'd', 'e'))

    expect((await store.due(NOW, 4, SIGNAL)).map(({ workflowId }) => workflowId)).toEqual(['a', 'b', 'c', 'd'])
    expect(dynamoDb).toHaveReceivedCommandTimes(QueryCommand, 3)
  })

  it('passes over what is in the index and is no incident', async () => {
    const Items = [
      {},
      { pk: { S: 'silence' }, sk: { S: 'x' } },
      { pk: { S: '#x' }, sk: { S: 'x' } },
      { pk: { N: '1' } },
    ]
    dynamoDb.on(QueryCommand).resolves({ Items: [...Items, { pk: { S: 'tenant#a#b' }, sk: { S: 'default' } }] })

    expect(await store.due(NOW, 9, SIGNAL)).toEqual([{ tenantId: 'tenant', workflowId: 'a#b', route: 'default' }])
  })

  it('asks nothing where nothing is wanted', async () => {
    expect(await store.due(NOW, 0, SIGNAL)).toEqual([])
    expect(dynamoDb).toHaveReceivedCommandTimes(QueryCommand, 0)
  })

  it.each<[string, Partial<IncidentItem>]>([
    ['version', { version: 0.5 }],
    ['dueAt', { dueAt: Number.POSITIVE_INFINITY }],
    ['ever', { ever: Number.NaN }],
    ['key.tenantId', { key: { ...ITEM.key, tenantId: 'tenant#1' } }],
    ['key.workflowId', { key: { ...ITEM.key, workflowId: '' } }],
    ['key.route', { key: { ...ITEM.key, route: '' } }],
    ['seen.1.outcomeId', { seen: [SEEN, { ...SEEN, outcomeId: '0123456789abcde' }] }],
    ['seen.0.outcomeId', { seen: [{ ...SEEN, outcomeId: '0123456789abcdeg' }] }],
    ['seen.0.arrivedAt', { seen: [{ ...SEEN, arrivedAt: 1_001 }] }],
    ['seen.0.arrivedAt', { seen: [{ ...SEEN, arrivedAt: -1_000 }] }],
    ['seen.0.arrivedAt', { seen: [{ ...SEEN, arrivedAt: 2 ** 32 * 1_000 }] }],
    ['sinks.0.1.tryAt', { sinks: { team: { ...SINK, tryAt: Number.NEGATIVE_INFINITY } } }],
  ])('stores nothing that could not be read again: %s', async (path, overrides) => {
    await expect(store.write(buildIncidentItem(overrides), NOW, SIGNAL)).rejects.toMatchObject({
      name: 'StoreError',
      message: `an incident cannot be written: its ${path} is missing or wrong`,
    })
    expect(dynamoDb).toHaveReceivedCommandTimes(PutItemCommand, 0)
  })
})
