import { Readable } from 'node:stream'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it, vi } from 'vitest'
import { createDynamoDbClient } from '../../lib/aws/create-dynamodb-client.ts'
import { createSecretsManagerClient } from '../../lib/aws/create-secrets-manager-client.ts'
import { createSqsClient } from '../../lib/aws/create-sqs-client.ts'

/** What a client tells of its handler; the SDK keeps it in a promise until the first request. */
const timeoutsOf = async (handler: unknown): Promise<unknown> =>
  (handler as { configProvider: Promise<unknown> }).configProvider

describe('createSqsClient', () => {
  it('tries twice, for 2.5 s each, and computes no MD5', async () => {
    const { config } = createSqsClient()

    expect(await config.maxAttempts()).toBe(2)
    expect(await timeoutsOf(config.requestHandler)).toMatchObject({ requestTimeout: 2_500, connectionTimeout: 1_000 })
    expect(config.md5).toBe(false)
  })

  it('signs a request with the credentials of the environment, says nothing of itself, and reads the answer', async () => {
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example')
    const client = createSqsClient()
    const body = Readable.from([Buffer.from('{"Message'), Buffer.from('Id":"m-1"}')])
    const handle = vi.fn(async (_request: { headers: Record<string, string> }) => ({
      response: { statusCode: 200, headers: {}, body },
    }))
    Object.assign(client.config, { requestHandler: { handle } })
    const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries'

    expect(await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }))).toMatchObject({
      MessageId: 'm-1',
    })
    const headers = handle.mock.calls[0]?.[0].headers ?? {}
    expect(headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//)
    expect(Object.keys(headers).filter((name) => name.includes('user-agent'))).toEqual([])
  })
})

describe('createSecretsManagerClient', () => {
  it('tries twice, for 1.5 s each', async () => {
    const { config } = createSecretsManagerClient()

    expect(await config.maxAttempts()).toBe(2)
    expect(await timeoutsOf(config.requestHandler)).toMatchObject({ requestTimeout: 1_500, connectionTimeout: 1_000 })
  })
})

describe('createDynamoDbClient', () => {
  it.each([
    [1, 400],
    [3, 2_000],
  ])('tries as often, %i, and each time as long, %i ms, as it is told', async (attempts, timeoutMs) => {
    const { config } = createDynamoDbClient(attempts, timeoutMs)

    expect(await config.maxAttempts()).toBe(attempts)
    expect(await timeoutsOf(config.requestHandler)).toMatchObject({
      requestTimeout: timeoutMs,
      connectionTimeout: 1_000,
      throwOnRequestTimeout: true,
    })
  })
})
