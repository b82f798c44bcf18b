import { describe, expect, it } from 'vitest'
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
})

describe('createSecretsManagerClient', () => {
  it('tries twice, for 1.5 s each', async () => {
    const { config } = createSecretsManagerClient()

    expect(await config.maxAttempts()).toBe(2)
    expect(await timeoutsOf(config.requestHandler)).toMatchObject({ requestTimeout: 1_500, connectionTimeout: 1_000 })
  })
})
