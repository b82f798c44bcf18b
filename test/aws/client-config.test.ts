import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { clientConfig } from '../../lib/aws/client-config.ts'
import * as limits from '../../lib/limits.ts'

describe('clientConfig', () => {
  it.each([SQSClient, SecretsManagerClient])('bounds attempts and their time where %o reads them', async (Client) => {
    const client = new Client({ ...clientConfig(2, 1_500), region: 'eu-central-1' })
    const handler = client.config.requestHandler as { configProvider?: Promise<unknown> }

    expect(await client.config.maxAttempts()).toBe(2)
    expect(await handler.configProvider).toMatchObject({
      connectionTimeout: 1_000,
      requestTimeout: 1_500,
      throwOnRequestTimeout: true,
    })
  })

  it('leaves time for secret and queues one after the other within the deadline of a request', () => {
    const worst =
      limits.SECRET_READ_ATTEMPTS * limits.SECRET_READ_TIMEOUT_MS +
      limits.QUEUE_SEND_ATTEMPTS * limits.QUEUE_SEND_TIMEOUT_MS

    expect(worst).toBeLessThanOrEqual(limits.REQUEST_DEADLINE_MS)
  })
})
