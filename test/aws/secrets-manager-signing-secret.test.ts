import { inspect } from 'node:util'
import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSecretsManagerSigningSecret } from '../../lib/aws/secrets-manager-signing-secret.ts'
import { SecretError } from '../../lib/errors.ts'
import { neverAnswer } from '../support/never-answer.ts'

const SIGNAL = new AbortController().signal
const STAGES = ['AWSCURRENT', 'AWSPREVIOUS'] as const

const notFound = () => new ResourceNotFoundException({ $metadata: {}, message: "can't find staging label" })

describe('createSecretsManagerSigningSecret', () => {
  const client = new SecretsManagerClient()
  const secrets = mockClient(client)
  const store = createSecretsManagerSigningSecret(client, 'webhook-secret')
  beforeEach(() => {
    secrets.reset()
  })

  const failureOf = async (reading: Promise<unknown>): Promise<SecretError> => {
    const error = await reading.then(
      () => new Error('was read'),
      (cause: unknown) => cause,
    )
    if (error instanceof SecretError) return error
    throw error
  }

  it.each(STAGES)('asks for exactly the %s version, under the deadline', async (stage) => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'whsec_x' })
    await store.read(stage, SIGNAL)

    expect(secrets.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: 'webhook-secret', VersionStage: stage },
    ])
    expect(secrets.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: SIGNAL }])
  })

  it('tells the value and when its version was made', async () => {
    const CreatedDate = new Date('2026-11-22T11:00:00Z')
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'whsec_x', CreatedDate })

    expect(await store.read('AWSCURRENT', SIGNAL)).toEqual({ value: 'whsec_x', createdAt: CreatedDate.getTime() })
  })

  it('calls a version of unknown age old, so that the one before it is not accepted for ever', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'whsec_x' })

    expect(await store.read('AWSCURRENT', SIGNAL)).toEqual({ value: 'whsec_x', createdAt: 0 })
  })

  it('knows that a secret which was never rotated has no previous version', async () => {
    secrets.on(GetSecretValueCommand).rejects(notFound())

    expect(await store.read('AWSPREVIOUS', SIGNAL)).toBeNull()
  })

  it('fails where the current version, and so the secret, does not exist', async () => {
    secrets.on(GetSecretValueCommand).rejects(notFound())

    expect((await failureOf(store.read('AWSCURRENT', SIGNAL))).message).toBe(
      'the AWSCURRENT version of the signing secret cannot be read: ResourceNotFoundException',
    )
  })

  it.each(STAGES)('fails where the %s version is binary, and tells none of it', async (stage) => {
    const SecretBinary = Buffer.from('hunter2')
    secrets.on(GetSecretValueCommand).resolves({ SecretBinary })
    const error = await failureOf(store.read(stage, SIGNAL))

    expect(error.message).toBe(`the ${stage} version of the signing secret is not text`)
    expect(inspect(error, { depth: null })).not.toContain('hunter2')
  })

  it.each(STAGES)('names only the kind of error where the %s version cannot be read', async (stage) => {
    const cause = Object.assign(new Error('User arn:aws:sts::123456789012 may not'), { name: 'AccessDeniedException' })
    secrets.on(GetSecretValueCommand).rejects(cause)
    const error = await failureOf(store.read(stage, SIGNAL))

    expect(error.message).toBe(`the ${stage} version of the signing secret cannot be read: AccessDeniedException`)
    expect(error).toMatchObject({ cause, code: 'secret-unavailable' })
  })

  it.each([['a text'], [undefined], [null]])('fails as well where the client throws %j', async (thrown) => {
    secrets.send.callsFake(() => Promise.reject(thrown))

    expect((await failureOf(store.read('AWSPREVIOUS', SIGNAL))).message).toMatch(/cannot be read: unknown$/)
  })

  it('fails at the deadline where Secrets Manager does not answer', async () => {
    neverAnswer(secrets)
    const controller = new AbortController()
    const reading = failureOf(store.read('AWSCURRENT', controller.signal))
    controller.abort()

    expect((await reading).message).toMatch(/cannot be read: AbortError$/)
  })
})
