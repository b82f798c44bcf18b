import { inspect } from 'node:util'
import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { readSecretText } from '../../lib/aws/read-secret-text.ts'
import { SecretError } from '../../lib/errors.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { awsFault } from './ledger-failure.ts'

const SIGNAL = new AbortController().signal

const failureOf = async (reading: Promise<unknown>): Promise<SecretError> => {
  const error = await reading.then(
    () => new Error('was read'),
    (cause: unknown) => cause,
  )
  if (error instanceof SecretError) return error
  throw error
}

describe('readSecretText', () => {
  const client = new SecretsManagerClient()
  const secrets = mockClient(client)
  const read = (signal = SIGNAL) => readSecretText(client, 'hatchet-tenants', signal)
  beforeEach(() => {
    secrets.reset()
  })

  it('tells the current version, and asks for no other, under the deadline', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: '[]' })

    expect(await read()).toBe('[]')
    expect(secrets.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: 'hatchet-tenants', VersionStage: 'AWSCURRENT' },
    ])
    expect(secrets.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: SIGNAL }])
  })

  it('tells a text that is empty', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: '' })

    expect(await read()).toBe('')
  })

  it('fails where the secret is binary, and tells none of it', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretBinary: Buffer.from('hunter2') })
    const error = await failureOf(read())

    expect(error.message).toBe('the secret is not text')
    expect(inspect(error, { depth: null })).not.toContain('hunter2')
  })

  it('fails where there is no secret', async () => {
    secrets.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ $metadata: {}, message: 'none' }))

    expect((await failureOf(read())).message).toBe('the secret cannot be read: ResourceNotFoundException')
  })

  it('names only the kind of fault', async () => {
    const cause = awsFault('AccessDeniedException')
    secrets.on(GetSecretValueCommand).rejects(cause)
    const error = await failureOf(read())

    expect(error.message).toBe('the secret cannot be read: AccessDeniedException')
    expect(error).toMatchObject({ cause, code: 'secret-unavailable' })
  })

  it('fails at the deadline where nothing answers', async () => {
    neverAnswer(secrets)
    const controller = new AbortController()
    const reading = failureOf(read(controller.signal))
    controller.abort()

    expect((await reading).message).toBe('the secret cannot be read: AbortError')
  })
})
