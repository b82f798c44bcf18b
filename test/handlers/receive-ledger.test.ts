import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../lib/webhook/answer.ts'
import { buildRun } from '../support/build-run.ts'
import { foreignEvents } from '../support/foreign-events.ts'
import { loadReceive, type Receive } from '../support/load-receive.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { NOW, receiveWorld } from '../support/receive-world.ts'
import { recordedRunText } from '../support/recorded-run.ts'
import { type Delivery, signedEvent } from '../support/signed-event.ts'

const world = receiveWorld()
const BODY = JSON.stringify(buildRun())
const RUN_ID = '5c6d273c-5c46-4288-953d-134855c00f3e'
const PK = `707d0855-80ab-4e1f-a156-f1c4546cbf52#${RUN_ID}`

const delivery = (body = BODY) => signedEvent({ body })
const fault = (name: string) => Object.assign(new Error('User arn:aws:sts::123456789012'), { name })
const lastLine = () => world.stdout().lines().at(-1)

/** Makes the mocked table keep what it is told, for as long as a test. */
const keepOutcomes = () => {
  const items = new Map<string, Record<string, { S: string }>>()
  world.dynamoDb.on(GetItemCommand).callsFake(({ Key }) => ({ Item: items.get(Key.pk.S) }))
  world.dynamoDb.on(UpdateItemCommand).callsFake(({ Key, ExpressionAttributeNames, ExpressionAttributeValues }) => {
    const attribute = { [ExpressionAttributeNames['#new']]: ExpressionAttributeValues[':new'] }
    items.set(Key.pk.S, { ...attribute, ...items.get(Key.pk.S) })
    return {}
  })
}

const expectCalls = ({ gets, updates }: { gets: number; updates: number }) => {
  expect(world.dynamoDb).toHaveReceivedCommandTimes(GetItemCommand, gets)
  expect(world.dynamoDb).toHaveReceivedCommandTimes(UpdateItemCommand, updates)
  expect(world.dynamoDb.calls()).toHaveLength(gets + updates)
}

describe('a run that was told before', () => {
  it('is answered with 200 and the id it was told under, counted, and put on no queue', async () => {
    keepOutcomes()
    const receive = await loadReceive()
    const first = await receive(delivery())
    const again = await receive(delivery())

    const { id } = JSON.parse(first.body)
    expect(again).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ outcome: 'duplicate', id, runId: RUN_ID }),
    })
    expect(world.sent().map((summary) => summary.id)).toEqual([id])
    expect(lastLine()).toMatchObject({
      level: 'INFO',
      message: 'run not forwarded: it was before',
      status: 'COMPLETED',
      runId: RUN_ID,
      Duplicates: 1,
    })
    expect(lastLine()).not.toHaveProperty('RunsForwarded')
    expect(world.stdout().lines()).toHaveLength(2)
    expectCalls({ gets: 2, updates: 1 })
  })

  it('is known by an instance that was started since', async () => {
    keepOutcomes()
    await (await loadReceive())(delivery())

    expect((await (await loadReceive())(delivery())).statusCode).toBe(200)
  })

  it('is told again once it was replayed', async () => {
    keepOutcomes()
    const receive = await loadReceive()
    const names = ['replay-dag.before', 'replay-dag.final', 'replay-dag.before', 'replay-dag.final']
    const answers: Answer[] = []
    for (const name of names) answers.push(await receive(delivery(recordedRunText(name))))

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 200, 200])
    expect(world.sent().map(({ attempt }) => attempt)).toEqual([1, 2])
  })
})

describe('what a delivery costs of DynamoDB', () => {
  it('is one read and one write for a run that is told, in the table of RUNS_TABLE', async () => {
    await (await loadReceive({ RUNS_TABLE: 'my-runs' }))(delivery())

    expectCalls({ gets: 1, updates: 1 })
    expect(world.stdout().lines()).toHaveLength(1)
    const place = { TableName: 'my-runs', Key: { pk: { S: PK } } }
    expect(world.dynamoDb).toHaveReceivedCommandWith(GetItemCommand, place)
    expect(world.dynamoDb).toHaveReceivedCommandWith(UpdateItemCommand, place)
  })

  it.each<[string, Delivery]>([
    ['without a signature', { body: BODY, headers: { 'webhook-signature': undefined } }],
    ['with a wrong signature', { body: BODY, secret: Buffer.alloc(32).toString('base64') }],
    ['signed long ago', { body: BODY, timestamp: 0 }],
    ['to another path', { body: BODY, path: '/' }],
    ['by another method', { body: BODY, method: 'GET' }],
    ['of another content type', { body: BODY, headers: { 'content-type': 'text/plain' } }],
    ['that is too large', { body: Buffer.alloc(5 * 1024 * 1024 + 1) }],
    ['that is no JSON', { body: '{' }],
    ['that is no run', { body: '{}' }],
    ['of another tenant', { body: JSON.stringify(buildRun({ tenantId: '807d0855-80ab-4e1f-a156-f1c4546cbf52' })) }],
    ['of a run that is queued', { body: JSON.stringify(buildRun({ status: 'QUEUED' })) }],
    ['of a run that runs', { body: JSON.stringify(buildRun({ status: 'RUNNING' })) }],
  ])('is nothing for one %s', async (_, each) => {
    const receive = await loadReceive({ TENANTS: '707d0855-80ab-4e1f-a156-f1c4546cbf52' })
    await receive(signedEvent(each))

    expect(lastLine()).not.toHaveProperty('RunsForwarded')
    expectCalls({ gets: 0, updates: 0 })
  })

  it('is nothing for what is no request', async () => {
    const receive = await loadReceive()
    for (const { event } of foreignEvents) await receive(event)

    expectCalls({ gets: 0, updates: 0 })
  })

  it('is one read, and no write, where a queue fails', async () => {
    world.sqs.on(SendMessageCommand).rejects(fault('KmsDisabled'))

    expect((await (await loadReceive())(delivery())).statusCode).toBe(503)
    expectCalls({ gets: 1, updates: 0 })
  })

  it('is one attempt of 400 ms each', async () => {
    await (await loadReceive())(delivery())

    const [client] = world.dynamoDb.send.thisValues as DynamoDBClient[]
    const { requestHandler, maxAttempts } = client?.config ?? {}
    expect(await maxAttempts?.()).toBe(1)
    expect(await (requestHandler as unknown as { configProvider: Promise<unknown> }).configProvider).toMatchObject({
      requestTimeout: 400,
      throwOnRequestTimeout: true,
    })
  })
})

describe('where the ledger fails', () => {
  const COMMANDS = { read: GetItemCommand as unknown as typeof UpdateItemCommand, written: UpdateItemCommand }

  it.each([
    ['read', 'ProvisionedThroughputExceededException'],
    ['read', 'AccessDeniedException'],
    ['read', 'TimeoutError'],
    ['written', 'ProvisionedThroughputExceededException'],
    ['written', 'AccessDeniedException'],
    ['written', 'TimeoutError'],
  ] as const)(
    'a run is told all the same, and the fault is counted and named: it is not %s, %s',
    async (done, name) => {
      world.dynamoDb.on(COMMANDS[done]).rejects(fault(name))
      const answer = await (await loadReceive())(delivery())

      expect(answer.statusCode).toBe(202)
      expect(world.sent().map(({ id }) => id)).toEqual([JSON.parse(answer.body).id])
      const ids = { runId: RUN_ID, requestId: expect.any(String), webhookId: 'msg_test', signedWith: 'current' }
      expect(world.stdout().lines()).toEqual([
        expect.objectContaining({ level: 'INFO', message: 'run forwarded', RunsForwarded: 1, ...ids }),
        expect.objectContaining({
          level: 'WARN',
          detail: `the ledger cannot be ${done}: ${name}`,
          LedgerErrors: 1,
          ...ids,
        }),
      ])
      expect(world.stdout().text()).not.toContain('123456789012')
      expectCalls({ gets: 1, updates: 1 })
    },
  )

  it('in both, it is counted once', async () => {
    world.dynamoDb.onAnyCommand().rejects(fault('TimeoutError'))
    await (await loadReceive())(delivery())

    expect(world.stdout().lines()).toHaveLength(2)
    expect(lastLine()).toMatchObject({ detail: 'the ledger cannot be read: TimeoutError', LedgerErrors: 1 })
  })

  it('nothing is said of it in the answer', async () => {
    const expected = await (await loadReceive())(delivery())
    world.dynamoDb.onAnyCommand().rejects(fault('TimeoutError'))

    expect(await (await loadReceive())(delivery())).toEqual(expected)
  })

  it('and nothing answers, each call ends by the deadline at the latest', async () => {
    neverAnswer(world.dynamoDb as never)
    const receive = await loadReceive()
    const answers: Answer[] = []
    void receive(delivery()).then((answer) => answers.push(answer))
    for (let waitedMs = 0; waitedMs < 8_000; waitedMs += 100) await vi.advanceTimersByTimeAsync(100)

    expect(answers).toHaveLength(1)
    expect(lastLine()).toMatchObject({
      level: 'WARN',
      detail: 'the ledger cannot be read: AbortError',
      LedgerErrors: 1,
    })
  })
})

describe('a ledger that keeps failing', () => {
  const deliverMany = async (receive: Receive, count: number) => {
    for (let index = 0; index < count; index++) expect((await receive(delivery())).statusCode).toBe(202)
  }

  it('is left alone for 30 s after 3 failures, and every run is told meanwhile', async () => {
    world.dynamoDb.onAnyCommand().rejects(fault('TimeoutError'))
    const receive = await loadReceive()
    await deliverMany(receive, 2)
    expectCalls({ gets: 2, updates: 1 })
    await deliverMany(receive, 10)
    vi.setSystemTime(NOW + 29_999)
    await deliverMany(receive, 10)

    expectCalls({ gets: 2, updates: 1 })
    expect(world.sent()).toHaveLength(22)
    expect(lastLine()).toMatchObject({
      level: 'WARN',
      detail: 'the ledger failed before and is left alone for a while',
      LedgerErrors: 1,
    })
  })

  it('is asked again after 30 s, once, and is used again if it answers', async () => {
    world.dynamoDb.onAnyCommand().rejects(fault('TimeoutError'))
    const receive = await loadReceive()
    await deliverMany(receive, 3)
    vi.setSystemTime(NOW + 30_000)
    await deliverMany(receive, 3)
    expectCalls({ gets: 3, updates: 1 })

    vi.setSystemTime(NOW + 60_000)
    world.dynamoDb.reset()
    keepOutcomes()
    await deliverMany(receive, 1)
    expect((await receive(delivery())).statusCode).toBe(200)
    expectCalls({ gets: 2, updates: 1 })
  })

  it('is not left alone while it answers in between', async () => {
    world.dynamoDb.on(UpdateItemCommand).rejects(fault('TimeoutError'))
    const receive = await loadReceive()
    await deliverMany(receive, 10)

    expectCalls({ gets: 10, updates: 10 })
  })
})
