import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSecretsManagerEmulator } from '../../local/emulators/secrets-manager-emulator.ts'
import { startSqsEmulator } from '../../local/emulators/sqs-emulator.ts'
import { createLocalFunction, type LocalFunction } from '../../local/lambda/local-function.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts'
import { recordedRunText } from '../support/recorded-run.ts'
import { signedEvent, TEST_SECRET } from '../support/signed-event.ts'

interface World {
  readonly sqs: FaultyProxy
  readonly secrets: FaultyProxy
  readonly receive: LocalFunction
  messages(): Promise<number>
  stop(): Promise<void>
}

/** The built function, with both services it needs behind proxies that can fail. */
const startWorld = async (): Promise<World> => {
  const queues = await startSqsEmulator('eu-central-1')
  const store = await startSecretsManagerEmulator()
  store.putSecret('secret', TEST_SECRET)
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new SQSClient({ endpoint: queues.url, region: 'eu-central-1', credentials })
  await client.send(new CreateQueueCommand({ QueueName: 'run-summaries' }))
  const path = '/000000000000/run-summaries'
  const [sqs, secrets] = await Promise.all([startFaultyProxy(queues.url), startFaultyProxy(store.url)])
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
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
    receive,
    messages: async () => {
      const QueueUrl = queues.url + path
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
      return Number((await client.send(command)).Attributes?.['ApproximateNumberOfMessages'])
    },
    stop: async () => {
      client.destroy()
      await receive.stop()
      for (const each of [sqs, secrets, queues, store]) await each.stop()
    },
  }
}

const worlds: World[] = []
beforeAll(async () => {
  worlds.push(...(await Promise.all(Array.from({ length: 3 }, startWorld))))
})
afterAll(() => Promise.all(worlds.map((world) => world.stop())))

const send = async (world: World): Promise<{ statusCode: number; headers: Record<string, string>; ms: number }> => {
  const event = signedEvent({ body: recordedRunText('fail-error.final'), id: 'msg_same' })
  const from = performance.now()
  const invocation = await world.receive.invoke(JSON.stringify(event))
  if (!invocation.ok) throw new Error(`${invocation.errorType}: ${invocation.errorMessage}`)
  return { ...JSON.parse(invocation.payload), ms: performance.now() - from }
}

// The budgets are those of production and pass in real time: the three run at once, and the longest takes five seconds.
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
})
