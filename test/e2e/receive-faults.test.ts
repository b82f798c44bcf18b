import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDynamoDbEmulator } from '../../local/emulators/dynamodb-emulator.ts'
import { startSecretsManagerEmulator } from '../../local/emulators/secrets-manager-emulator.ts'
import { startSqsEmulator } from '../../local/emulators/sqs-emulator.ts'
import { createLocalFunction, type LocalFunction } from '../../local/lambda/local-function.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts'
import { recordedRunText } from '../support/recorded-run.ts'
import { signedEvent, TEST_SECRET } from '../support/signed-event.ts'

interface World {
  readonly sqs: FaultyProxy
  readonly secrets: FaultyProxy
  readonly dynamoDb: FaultyProxy
  readonly receive: LocalFunction
  messages(): Promise<number>
  stop(): Promise<void>
}

/** The table of runs, in an emulated DynamoDB of its own. */
const startTables = async () => {
  const tables = await startDynamoDbEmulator()
  const client = new DynamoDBClient(localClientConfig(tables.url))
  await client.send(
    new CreateTableCommand({
      TableName: 'runs',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  client.destroy()
  return tables
}

/** The built function, with the services it needs behind proxies that can fail. */
const startWorld = async (): Promise<World> => {
  const queues = await startSqsEmulator('eu-central-1')
  const store = await startSecretsManagerEmulator()
  store.putSecret('secret', TEST_SECRET)
  const tables = await startTables()
  const client = new SQSClient(localClientConfig(queues.url))
  await client.send(new CreateQueueCommand({ QueueName: 'run-summaries' }))
  const path = '/000000000000/run-summaries'
  const [sqs, secrets, dynamoDb] = await Promise.all([
    startFaultyProxy(queues.url),
    startFaultyProxy(store.url),
    startFaultyProxy(tables.url),
  ])
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.url,
    STAGE: 'test',
    SUMMARY_QUEUE_URLS: sqs.url + path,
    RUNS_TABLE: 'runs',
    WEBHOOK_SECRET_ID: 'secret',
  }
  const receive = createLocalFunction(
    PROJECT_ROOT,
    {
      name: 'receive',
      functionName: 'relay-test-receive',
      handler: 'dist/receive.handler',
      timeoutMs: 10_000,
      memoryMb: 512,
      environment,
    },
    {},
    () => {},
  )
  return {
    sqs,
    secrets,
    dynamoDb,
    receive,
    messages: async () => {
      const QueueUrl = queues.url + path
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
      return Number((await client.send(command)).Attributes?.['ApproximateNumberOfMessages'])
    },
    stop: async () => {
      client.destroy()
      await receive.stop()
      for (const each of [sqs, secrets, dynamoDb, queues, store, tables]) await each.stop()
    },
  }
}

const worlds: World[] = []
beforeAll(async () => {
  worlds.push(...(await Promise.all(Array.from({ length: 6 }, startWorld))))
})
afterAll(() => Promise.all(worlds.map((world) => world.stop())))

const send = async (world: World): Promise<{ statusCode: number; headers: Record<string, string>; ms: number }> => {
  const event = signedEvent({ body: recordedRunText('fail-error.final'), id: 'msg_same' })
  const from = performance.now()
  const invocation = await world.receive.invoke(JSON.stringify(event))
  if (!invocation.ok) throw new Error(`${invocation.errorType}: ${invocation.errorMessage}`)
  return { ...JSON.parse(invocation.payload), ms: performance.now() - from }
}

// The budgets are those of production and pass in real time: all run at once, and the longest takes five seconds.
describe.concurrent('a delivery while a service does not answer', () => {
  it.each([
    ['SQS hangs', 0, 'sqs', 'hang', 0],
    ['SQS hangs after it stored the message', 1, 'sqs', 'hang-after', 2],
    ['Secrets Manager hangs', 2, 'secrets', 'hang', 0],
  ] as const)(
    'is told to try again within the deadline when %s, and succeeds when it is sent again',
    async (_title, index, service, fault, stored) => {
      const world = worlds[index]
      if (world === undefined) throw new Error('no world')
      world[service].fault = fault
      const refused = await send(world)
      expect(refused.statusCode).toBe(503)
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
      expect(refused.ms).toBeLessThan(8_500)
      expect(world[service].requests).toBeGreaterThanOrEqual(2)
      expect(await world.messages()).toBe(stored)

      world[service].fault = 'none'
      expect((await send(world)).statusCode).toBe(202)
      expect(await world.messages()).toBe(stored + 1)
    },
    20_000,
  )

  it.each([
    ['DynamoDB hangs', 3, 'hang', 202],
    ['DynamoDB hangs after it did what it was asked to', 4, 'hang-after', 200],
    ['DynamoDB fails', 5, 'error', 202],
  ] as const)(
    'is promised well within the deadline when %s, after one attempt to read and one to write',
    async (_title, index, fault, whenSentAgain) => {
      const world = worlds[index]
      if (world === undefined) throw new Error('no world')
      world.dynamoDb.fault = fault
      const promised = await send(world)
      expect(promised.statusCode).toBe(202)
      expect(promised.ms).toBeLessThan(4_000)
      expect(world.dynamoDb.requests).toBe(2)
      expect(await world.messages()).toBe(1)

      world.dynamoDb.fault = 'none'
      expect((await send(world)).statusCode).toBe(whenSentAgain)
      expect((await send(world)).statusCode).toBe(200)
      expect(await world.messages()).toBe(whenSentAgain === 202 ? 2 : 1)
    },
    20_000,
  )
})
