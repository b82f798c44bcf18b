import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { readService } from '../../local/service/read-service.ts'
import { type Stack, startStack } from '../../local/stack.ts'

const root = fileURLToPath(new URL('../support/service', import.meta.url))
const folder = join(tmpdir(), `relay-service-${randomUUID()}`)
const lines: string[] = []
let stack: Stack
let client: SQSClient

beforeAll(async () => {
  stack = await startStack({ folder, root, parameters: { greeting: 'good day' }, onLine: (line) => lines.push(line) })
  client = new SQSClient(localClientConfig(stack.description.endpoints.sqs))
}, 30_000)
afterAll(async () => {
  client.destroy()
  await stack.stop()
})

const send = (MessageBody: string) =>
  client.send(new SendMessageCommand({ QueueUrl: stack.description.queues['work'], MessageBody }))
const count = async (queue: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const command = new GetQueueAttributesCommand({
    QueueUrl: stack.description.queues[queue],
    AttributeNames: [...AttributeNames],
  })
  const { Attributes = {} } = await client.send(command)
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0)
}

describe('the local cloud of another service', () => {
  it('gives a function the environment, the routes and the limits that serverless.yml gives it', async () => {
    const response = await fetch(`${stack.description.apiUrl}/web`)
    expect(await response.json()).toMatchObject({
      STAGE: 'local',
      ENDPOINT: stack.description.endpoints.sqs,
      GREETING: 'good day',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture-local-web',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    })
    expect((await fetch(`${stack.description.apiUrl}/web`, { method: 'PUT' })).status).toBe(404)
  })

  it('has its queues and tables', () => {
    expect(Object.keys(stack.description.queues).sort()).toEqual(['work', 'work-dlq'])
    expect(stack.description.tables).toEqual({ things: 'fixture-local-things' })
  })

  it('feeds a consumer in batches, brings back what failed, and puts what fails too often aside', async () => {
    await Promise.all(['one', 'two', 'poison', 'three'].map(send))
    await vi.waitUntil(async () => (await count('work')) === 0 && (await count('work-dlq')) === 1, { timeout: 10_000 })
    const batches: string[][] = lines.flatMap((line) => JSON.parse(line).batch ?? []).map((body: string) => [body])
    const seen = batches.flat()
    expect(seen.filter((body) => body !== 'poison').sort()).toEqual(['one', 'three', 'two'])
    expect(seen.filter((body) => body === 'poison')).toHaveLength(2)
  }, 15_000)
})

it('says what is wrong with a serverless.yml that cannot be read', async () => {
  await expect(readService(tmpdir(), folder)).rejects.toThrow(
    /serverless\.yml cannot be read for stage local:\n[\s\S]+/,
  )
}, 15_000)
