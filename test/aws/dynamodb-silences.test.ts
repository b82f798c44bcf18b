import { type AttributeValue, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDynamoDbSilences } from '../../lib/aws/dynamodb-silences.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { buildIncidentItem, type IncidentsTable, startIncidentsTable } from '../support/incidents-table.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { awsFault } from './ledger-failure.ts'

const SIGNAL = new AbortController().signal
const NOW = Date.UTC(2026, 10, 22, 12)
const HOUR = 3_600_000

/** A silence as an operator stores it, with some attributes replaced, or left out. */
const attributes = (overrides: Record<string, AttributeValue | undefined> = {}): Record<string, AttributeValue> => {
  const all: Record<string, AttributeValue | undefined> = {
    match: { M: { workflow: { S: 'import-*' } } },
    until: { N: String(NOW + HOUR) },
    reason: { S: 'ticket 812' },
    createdAt: { N: String(NOW) },
    expiresAt: { N: String((NOW + HOUR) / 1_000) },
    ...overrides,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
const SILENCE = { match: { workflow: 'import-*' }, until: NOW + HOUR, reason: 'ticket 812' }

describe('silences in the table of incidents', () => {
  let incidents: IncidentsTable
  beforeAll(async () => {
    incidents = await startIncidentsTable()
    const { tenantId, workflowId } = buildIncidentItem().key
    await incidents.put(`${tenantId}#${workflowId}`, 'default', attributes())
    await incidents.put('silence', 'a', attributes())
    await incidents.put('silence', 'b', attributes({ match: { M: { tenant: { S: 'tenant-1' } } }, reason: { S: 'x' } }))
    await incidents.put('silence', 'c', attributes({ until: { N: String(NOW) } }))
    await incidents.put('silence', 'd', { garbage: { S: 'x' } })
  })
  afterAll(() => incidents.stop())

  it('are those that have not ended, whatever else is there', async () => {
    const silences = createDynamoDbSilences(incidents.client, incidents.table, () => NOW)

    const ofTenant = { match: { tenant: 'tenant-1' }, until: NOW + HOUR, reason: 'x' }
    expect(await silences.active(NOW, SIGNAL)).toEqual([SILENCE, ofTenant])
    expect(await silences.active(NOW - 1, SIGNAL)).toHaveLength(3)
    expect(await silences.active(NOW + HOUR - 1, SIGNAL)).toHaveLength(2)
    expect(await silences.active(NOW + HOUR, SIGNAL)).toEqual([])
  })
})

describe('createDynamoDbSilences', () => {
  const client = new DynamoDBClient()
  const dynamoDb = mockClient(client)
  beforeEach(() => {
    dynamoDb.reset()
    dynamoDb.on(QueryCommand).resolves({ Items: [attributes()] })
  })
  const world = () => {
    const clock = createFakeClock(NOW)
    const silences = createDynamoDbSilences(client, 'incidents', clock.now)
    return { clock, active: (signal = SIGNAL) => silences.active(clock.now(), signal) }
  }
  const queries = () => dynamoDb.commandCalls(QueryCommand).length

  it.each<[string, Record<string, AttributeValue | undefined>]>([
    ['no match', { match: undefined }],
    ['a match of nothing', { match: { M: {} } }],
    ['a match that is text', { match: { S: '{"workflow":"*"}' } }],
    ['an empty workflow', { match: { M: { workflow: { S: '' } } } }],
    ['a workflow that is no text', { match: { M: { workflow: { N: '1' } } } }],
    ['a misspelt member', { match: { M: { worklow: { S: 'import-*' } } } }],
    ['a misspelt member beside another', { match: { M: { workflow: { S: '*' }, tenat: { S: 'tenant-1' } } } }],
    ['a member of every object', { match: { M: { constructor: { S: 'x' } } } }],
    ['no end', { until: undefined }],
    ['an end that is text', { until: { S: String(NOW + HOUR) } }],
    ['an end in microseconds', { until: { N: String((NOW + HOUR) * 1_000) } }],
    ['no reason', { reason: undefined }],
    ['an empty reason', { reason: { S: '' } }],
  ])('holds nothing back by a silence with %s, and keeps the others', async (_, overrides) => {
    dynamoDb.on(QueryCommand).resolves({ Items: [attributes(overrides), attributes()] })

    expect(await world().active()).toEqual([SILENCE])
  })

  it('takes a silence until the last moment of the last year of four digits', async () => {
    const until = Date.UTC(10_000, 0, 1) - 1
    dynamoDb
      .on(QueryCommand)
      .resolves({ Items: [until, until + 1].map((end) => attributes({ until: { N: String(end) } })) })

    expect(await world().active()).toEqual([{ ...SILENCE, until }])
  })

  it('takes a silence by its match, end and reason alone', async () => {
    const Items = [attributes({ createdAt: undefined, expiresAt: { S: 'x' }, note: { S: 'x' } })]
    dynamoDb.on(QueryCommand).resolves({ Items })

    expect(await world().active()).toEqual([SILENCE])
  })

  it('asks at most once a minute, and sees what changed after it', async () => {
    const { clock, active } = world()
    expect(await active()).toEqual([SILENCE])
    dynamoDb.on(QueryCommand).resolves({ Items: [] })
    clock.advance(59_999)
    expect(await active()).toEqual([SILENCE])
    expect(queries()).toBe(1)

    clock.advance(1)
    expect(await active()).toEqual([])
    expect(queries()).toBe(2)
  })

  it('asks once for many that want to know at once, at first and later', async () => {
    const { clock, active } = world()
    for (const asked of [1, 2]) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => active()))
      expect(answers).toEqual(Array(20).fill([SILENCE]))
      expect(queries()).toBe(asked)
      clock.advance(60_000)
    }
  })

  it('asks again where the clock was set back', async () => {
    const { clock, active } = world()
    await active()
    clock.advance(-HOUR)
    await active()

    expect(queries()).toBe(2)
  })

  it('keeps what it read last where it cannot read again, and asks again a minute later', async () => {
    const { clock, active } = world()
    await active()
    dynamoDb.on(QueryCommand).rejects(awsFault('InternalServerError'))
    clock.advance(60_000)
    expect(await active()).toEqual([SILENCE])
    expect(await active()).toEqual([SILENCE])
    expect(queries()).toBe(2)

    dynamoDb.on(QueryCommand).resolves({ Items: [] })
    clock.advance(60_000)
    expect(await active()).toEqual([])
  })

  it('lets what it read last end, though it cannot read again', async () => {
    const { clock, active } = world()
    await active()
    dynamoDb.on(QueryCommand).rejects(awsFault('InternalServerError'))
    clock.advance(HOUR)

    expect(await active()).toEqual([])
  })

  it('fails with the kind of fault only where it never could read, and asks again at once', async () => {
    const { active } = world()
    const cause = awsFault('InternalServerError')
    dynamoDb.on(QueryCommand).rejects(cause)
    const message = 'the silences cannot be read: InternalServerError'
    await expect(active()).rejects.toMatchObject({ name: 'StoreError', message, cause })

    dynamoDb.on(QueryCommand).resolves({ Items: [attributes()] })
    expect(await active()).toEqual([SILENCE])
  })

  it('fails at the deadline where there is no answer', async () => {
    neverAnswer(dynamoDb as never)
    const controller = new AbortController()
    const failing = expect(world().active(controller.signal)).rejects.toMatchObject({
      name: 'StoreError',
      message: 'the silences cannot be read: AbortError',
    })
    controller.abort()

    await failing
  })

  it('reads every page, consistently and under the deadline', async () => {
    const LastEvaluatedKey = { pk: { S: 'silence' }, sk: { S: 'a' } }
    dynamoDb
      .on(QueryCommand)
      .resolvesOnce({ Items: [attributes()], LastEvaluatedKey })
      .resolves({ Items: [attributes()] })

    expect(await world().active()).toEqual([SILENCE, SILENCE])
    const inputs = dynamoDb.commandCalls(QueryCommand).map(({ args }) => args[0].input)
    expect(inputs.map(({ ConsistentRead, ExclusiveStartKey }) => [ConsistentRead, ExclusiveStartKey])).toEqual([
      [true, undefined],
      [true, LastEvaluatedKey],
    ])
    expect(dynamoDb.send.args.map((args: unknown[]) => args[1])).toEqual(Array(2).fill({ abortSignal: SIGNAL }))
  })
})
