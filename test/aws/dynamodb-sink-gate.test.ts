import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Admission } from '../../lib/alerts/sink-gate.ts'
import { createDynamoDbSinkGate } from '../../lib/aws/dynamodb-sink-gate.ts'
import { type IncidentsTable, startIncidentsTable } from '../support/incidents-table.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { awsFault } from './ledger-failure.ts'

const SIGNAL = new AbortController().signal
/** The first millisecond of a minute. */
const NOW = Date.UTC(2026, 10, 22, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ADMITTED = { isAdmitted: true, failures: 0 }
const refused = (tryAt: number) => ({ isAdmitted: false, isResting: false, tryAt })
const resting = (tryAt: number) => ({ isAdmitted: false, isResting: true, tryAt })
const admitted = (admissions: readonly Admission[]) => admissions.filter(({ isAdmitted }) => isAdmitted).length

describe('the gate of a sink', () => {
  let incidents: IncidentsTable
  beforeAll(async () => {
    incidents = await startIncidentsTable()
  })
  afterAll(() => incidents.stop())

  let sinks = 0
  /** A gate, and a sink of this test alone. */
  const world = () => {
    const sink = `sink-${++sinks}`
    const gate = createDynamoDbSinkGate(incidents.client, incidents.table)
    return {
      sink,
      gate,
      admit: (now: number) => gate.admit(sink, now, SIGNAL),
      admitDigest: (now: number) => gate.admitDigest(sink, now, SIGNAL),
      failed: (restUntil: number) => gate.failed(sink, restUntil, SIGNAL),
      worked: () => gate.worked(sink, SIGNAL),
      many: (count: number, timeOf: (index: number) => number) =>
        Promise.all(Array.from({ length: count }, (_, index) => gate.admit(sink, timeOf(index), SIGNAL))),
      item: () => incidents.item(`sink#${sink}`, 'gate'),
      put: (attributes: Record<string, AttributeValue>) => incidents.put(`sink#${sink}`, 'gate', attributes),
    }
  }

  it('admits 10 of 50 messages that come at once, and asks the others for the next minute', async () => {
    const { many } = world()
    const admissions = await many(50, (index) => NOW + index * 1_000)

    expect(admitted(admissions)).toBe(10)
    expect(admissions.filter(({ isAdmitted }) => !isAdmitted)).toEqual(Array(40).fill(refused(NOW + MINUTE)))
  })

  it('admits 10 in each of two minutes where messages of both come at once', async () => {
    const { many } = world()
    await many(10, () => NOW - MINUTE)
    const admissions = await many(24, () => NOW)

    expect(admitted(admissions)).toBe(10)
    expect(admitted(await many(24, () => NOW + MINUTE))).toBe(10)
  })

  it('admits no more than 10 in a minute where messages come late, over its edge', async () => {
    const { many, admit } = world()
    // A minute that another has begun meanwhile goes on for who still thinks of the one before.
    const admissions = await many(24, (index) => (index % 2 === 0 ? NOW - 1 : NOW))

    expect(admitted(admissions)).toBeLessThanOrEqual(20)
    expect(await admit(NOW)).toEqual(refused(NOW + MINUTE))
    expect(await admit(NOW - 1)).toEqual(refused(NOW + MINUTE))
    expect(await admit(NOW)).toEqual(refused(NOW + MINUTE))
  })

  it('holds the sinks apart', async () => {
    const [one, other] = [world(), world()]
    await one.many(10, () => NOW)

    expect(await one.admit(NOW)).toEqual(refused(NOW + MINUTE))
    expect(await other.admit(NOW)).toEqual(ADMITTED)
  })

  it('admits one digest a minute, beside the messages', async () => {
    const { many, admitDigest, admit } = world()
    const digests = await Promise.all(Array.from({ length: 20 }, () => admitDigest(NOW + 5)))
    expect(admitted(digests)).toBe(1)
    expect(digests.filter(({ isAdmitted }) => !isAdmitted)).toEqual(Array(19).fill(refused(NOW + MINUTE)))
    expect(admitted(await many(20, () => NOW))).toBe(10)

    expect(await admitDigest(NOW + MINUTE)).toEqual(ADMITTED)
    expect(await admit(NOW + MINUTE)).toEqual(ADMITTED)
    expect(await admitDigest(NOW + MINUTE)).toEqual(refused(NOW + 2 * MINUTE))
  })

  it('admits a digest after the messages of a minute', async () => {
    const { many, admitDigest } = world()
    await many(11, () => NOW)

    expect(await admitDigest(NOW)).toEqual(ADMITTED)
    expect(await admitDigest(NOW)).toEqual(refused(NOW + MINUTE))
  })

  describe('of a sink that fails', () => {
    it('stays open for two failures in a row, and tells of them', async () => {
      const { failed, admit, admitDigest } = world()
      for (const failures of [1, 2]) {
        await failed(NOW + HOUR)
        expect(await admit(NOW)).toEqual({ isAdmitted: true, failures })
      }
      expect(await admitDigest(NOW)).toEqual({ isAdmitted: true, failures: 2 })
    })

    it('closes at the third, for messages and digests, until the time it names', async () => {
      const { failed, admit, admitDigest } = world()
      for (const wait of [1, 2, 3]) await failed(NOW + wait * MINUTE)

      const until = NOW + 3 * MINUTE
      for (const time of [NOW, until - 1]) {
        expect(await admit(time)).toEqual(resting(until))
        expect(await admitDigest(time)).toEqual(resting(until))
      }
      expect(await admit(until)).toEqual({ isAdmitted: true, failures: 3 })
      expect(await admitDigest(until)).toEqual({ isAdmitted: true, failures: 3 })
    })

    it('closes within a minute that it has begun', async () => {
      const { failed, admit } = world()
      await admit(NOW)
      for (const _ of [1, 2, 3]) await failed(NOW + 5_000)

      expect(await admit(NOW)).toEqual(resting(NOW + 5_000))
      expect(await admit(NOW + 5_000)).toEqual({ isAdmitted: true, failures: 3 })
    })

    it('closes anew at each further failure', async () => {
      const { failed, admit } = world()
      for (const _ of [1, 2, 3]) await failed(NOW + MINUTE)
      await failed(NOW + 5 * MINUTE)

      expect(await admit(NOW + 2 * MINUTE)).toEqual(resting(NOW + 5 * MINUTE))
      expect(await admit(NOW + 5 * MINUTE)).toEqual({ isAdmitted: true, failures: 4 })
    })

    it('closes where three failures come at once', async () => {
      const { failed, admit } = world()
      await Promise.all([1, 2, 3].map(() => failed(NOW + MINUTE)))

      expect(await admit(NOW)).toEqual(resting(NOW + MINUTE))
    })

    it('closes as well where the third failure comes while a minute is begun', async () => {
      const { sink, failed } = world()
      let updates = 0
      const send = async (...call: Parameters<DynamoDBClient['send']>) => {
        if (call[0] instanceof UpdateItemCommand) updates += 1
        if (updates === 2) for (const _ of [1, 2, 3]) await failed(NOW + MINUTE)
        return incidents.client.send(...call)
      }
      const gate = createDynamoDbSinkGate({ send } as never, incidents.table)

      expect(await gate.admit(sink, NOW, SIGNAL)).toEqual(resting(NOW + MINUTE))
    })

    it('opens at once when it works, and counts its failures anew', async () => {
      const { failed, worked, admit } = world()
      for (const _ of [1, 2, 3]) await failed(NOW + MINUTE)
      await worked()
      expect(await admit(NOW)).toEqual(ADMITTED)

      for (const _ of [1, 2]) await failed(NOW + MINUTE)
      expect(await admit(NOW)).toEqual({ isAdmitted: true, failures: 2 })
    })

    it('keeps its count of the minute when it works', async () => {
      const { many, worked, admit } = world()
      await many(10, () => NOW)
      await worked()

      expect(await admit(NOW)).toEqual(refused(NOW + MINUTE))
    })

    it('takes the word of a sink that it has never heard of', async () => {
      const { worked, admit } = world()
      await worked()

      expect(await admit(NOW)).toEqual(ADMITTED)
    })
  })

  describe('where clocks differ', () => {
    it('admits 10 in a minute whose beginner was minutes ahead, whoever asks', async () => {
      const { many, admit } = world()
      const lead = 6 * MINUTE
      const admissions = await many(24, (index) => NOW + (index % 2) * lead)
      await many(20, () => NOW + lead)

      expect(admitted(admissions)).toBeLessThanOrEqual(20)
      for (const time of [NOW, NOW + lead, NOW, NOW + lead]) {
        expect(await admit(time)).toEqual(refused(NOW + lead + MINUTE))
      }
    })

    it.each([10 * MINUTE, 10 * MINUTE + 59_999])('goes on with a minute that is 10 ahead (%#)', async (lead) => {
      const { many, admit, admitDigest } = world()
      await many(10, () => NOW + lead)
      await admitDigest(NOW + lead)

      expect(await admit(NOW)).toEqual(refused(NOW + 11 * MINUTE))
      expect(await admitDigest(NOW)).toEqual(refused(NOW + 11 * MINUTE))
    })

    it.each([11 * MINUTE, 24 * HOUR, 1e6 * HOUR])(
      'begins anew from a minute that none can be at: %d ms',
      async (lead) => {
        const { many } = world()
        await many(10, () => NOW + lead)

        expect(admitted(await many(12, () => NOW))).toBe(10)
      },
    )

    it('rests as long as a sink may ask and clocks differ, and no longer', async () => {
      const [one, other] = [world(), world()]
      const longest = NOW + HOUR + 10 * MINUTE
      for (const _ of [1, 2, 3]) await one.failed(longest)
      for (const _ of [1, 2, 3]) await other.failed(longest + 1)

      expect(await one.admit(NOW)).toEqual(resting(longest))
      expect(await other.admit(NOW)).toEqual({ isAdmitted: true, failures: 3 })
      expect(await other.admit(NOW)).toEqual({ isAdmitted: true, failures: 3 })
    })
  })

  it.each<[string, Record<string, AttributeValue>]>([
    ['nothing', {}],
    ['a minute that is none', { minute: { S: 'x' }, sent: { N: '10' } }],
    ['a rest that is none', { downUntil: { S: 'x' } }],
    [
      'a rest that is none, in this minute',
      { minute: { N: String(NOW / MINUTE) }, sent: { N: '1' }, downUntil: { S: 'x' } },
    ],
  ])('is open where it holds %s', async (_, attributes) => {
    const { put, many } = world()
    await put(attributes)

    expect(await many(1, () => NOW)).toEqual([ADMITTED])
    expect(admitted(await many(12, () => NOW + MINUTE))).toBe(10)
  })

  it('waits for the next minute where it holds no count', async () => {
    const { put, admit } = world()
    await put({ minute: { N: String(NOW / MINUTE) }, sent: { S: 'x' } })

    expect(await admit(NOW)).toEqual(refused(NOW + MINUTE))
    expect(await admit(NOW + MINUTE)).toEqual(ADMITTED)
  })

  it('is one item, which is in no index and never expires', async () => {
    const { many, admitDigest, failed, item } = world()
    await many(2, () => NOW)
    await admitDigest(NOW)
    for (const _ of [1, 2, 3]) await failed(NOW + MINUTE)

    const { pk, sk, ...attributes } = await item()
    expect(attributes).toEqual({
      minute: { N: String(NOW / MINUTE) },
      sent: { N: '2' },
      digest: { N: '1' },
      failures: { N: '3' },
      downUntil: { N: String(NOW + MINUTE) },
    })
  })
})

describe('createDynamoDbSinkGate', () => {
  const client = new DynamoDBClient()
  const dynamoDb = mockClient(client)
  const gate = createDynamoDbSinkGate(client, 'incidents')
  const conditionFailed = (Item?: Record<string, AttributeValue>) =>
    new ConditionalCheckFailedException({ $metadata: {}, message: 'no', ...(Item !== undefined && { Item }) })
  const full = { minute: { N: String(NOW / MINUTE) }, sent: { N: '10' } }
  beforeEach(() => {
    dynamoDb.reset()
    dynamoDb.on(UpdateItemCommand).resolves({})
    dynamoDb.on(GetItemCommand).resolves({})
  })

  it('admits by one write within a minute', async () => {
    dynamoDb.on(UpdateItemCommand).resolves({ Attributes: { failures: { N: '2' } } })

    expect(await gate.admit('team', NOW, SIGNAL)).toEqual({ isAdmitted: true, failures: 2 })
    expect(dynamoDb.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: SIGNAL }])
    expect(dynamoDb.commandCalls(UpdateItemCommand)[0]?.args[0].input.Key).toEqual({
      pk: { S: 'sink#team' },
      sk: { S: 'gate' },
    })
  })

  it('refuses by one write where the table tells why', async () => {
    dynamoDb.on(UpdateItemCommand).rejects(conditionFailed(full))

    expect(await gate.admit('team', NOW, SIGNAL)).toEqual(refused(NOW + MINUTE))
    expect(dynamoDb.send.args).toHaveLength(1)
  })

  it('asks why, consistently, where the table does not tell', async () => {
    dynamoDb.on(UpdateItemCommand).rejects(conditionFailed())
    dynamoDb.on(GetItemCommand).resolves({ Item: full })

    expect(await gate.admit('team', NOW, SIGNAL)).toEqual(refused(NOW + MINUTE))
    expect(dynamoDb.commandCalls(GetItemCommand).map(({ args }) => args[0].input.ConsistentRead)).toEqual([true])
  })

  it('gives way after three attempts where others change it each time', async () => {
    dynamoDb.on(UpdateItemCommand).rejects(conditionFailed({}))

    expect(await gate.admit('team', NOW + 1, SIGNAL)).toEqual(refused(NOW + MINUTE))
    expect(dynamoDb).toHaveReceivedCommandTimes(UpdateItemCommand, 6)
  })

  it('works again by one write, and fails by one as long as it does not rest', async () => {
    await gate.worked('team', SIGNAL)
    dynamoDb.on(UpdateItemCommand).resolves({ Attributes: { failures: { N: '2' } } })
    await gate.failed('team', NOW, SIGNAL)

    expect(dynamoDb.send.args).toHaveLength(2)
  })

  it('does not rest where it has worked since the third failure', async () => {
    dynamoDb
      .on(UpdateItemCommand)
      .resolvesOnce({ Attributes: { failures: { N: '3' } } })
      .rejects(conditionFailed())

    await gate.failed('team', NOW, SIGNAL)
    expect(dynamoDb.commandCalls(UpdateItemCommand)[1]?.args[0].input.ConditionExpression).toBe('failures >= :most')
  })

  const uses = (signal: AbortSignal) =>
    [
      ['the gate of a sink cannot be asked', () => gate.admit('team', NOW, signal)],
      ['the gate of a sink cannot be asked', () => gate.admitDigest('team', NOW, signal)],
      ['the gate of a sink cannot be told', () => gate.failed('team', NOW, signal)],
      ['the gate of a sink cannot be told', () => gate.worked('team', signal)],
    ] as const

  it.each(uses(SIGNAL))('names only the kind of fault where %s (%#)', async (what, use) => {
    const cause = awsFault('InternalServerError')
    dynamoDb.onAnyCommand().rejects(cause)

    await expect(use()).rejects.toMatchObject({ name: 'StoreError', message: `${what}: InternalServerError`, cause })
  })

  it('fails as well where it cannot ask why', async () => {
    dynamoDb.on(UpdateItemCommand).rejects(conditionFailed())
    dynamoDb.on(GetItemCommand).rejects(awsFault('InternalServerError'))

    await expect(gate.admit('team', NOW, SIGNAL)).rejects.toMatchObject({
      name: 'StoreError',
      message: 'the gate of a sink cannot be asked: InternalServerError',
    })
  })

  it.each([0, 1, 2, 3])('fails at the deadline where there is no answer (%#)', async (index) => {
    neverAnswer(dynamoDb as never)
    const controller = new AbortController()
    const [what, use] = uses(controller.signal)[index] ?? []
    const failing = expect(use?.()).rejects.toMatchObject({ name: 'StoreError', message: `${what}: AbortError` })
    controller.abort()

    await failing
  })
})
