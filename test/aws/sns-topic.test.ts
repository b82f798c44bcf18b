import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { snsMessage } from '../../lib/alerts/sinks/sns-message.ts'
import { createSnsClient } from '../../lib/aws/create-sns-client.ts'
import { createSnsSink } from '../../lib/aws/sns-topic.ts'
import { buildNotification } from '../alerts/notification/build-notification.ts'

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:run-alerts'
const SIGNAL = new AbortController().signal
const MESSAGE = buildNotification()

/** A fault of SNS, whose words nobody may repeat. */
const fault = (name: string, message = `Invalid parameter: ${MESSAGE.workflowName} of 123456789012`, more = {}) =>
  Object.assign(new Error(message), { name, ...more })

describe('createSnsSink', () => {
  const client = new SNSClient()
  const sns = mockClient(client)
  const sink = createSnsSink(client, TOPIC)
  beforeEach(() => {
    sns.reset()
  })

  it('takes digests, and failures that are over already', () => {
    expect(sink).toMatchObject({ takesDigests: true, takesRecovered: true })
  })

  it('publishes one message for chats and e-mail', async () => {
    expect(await sink.send(MESSAGE, SIGNAL)).toEqual({ ok: true })

    const { subject, message } = snsMessage(MESSAGE)
    expect(sns.commandCalls(PublishCommand).map(({ args }) => args[0].input)).toEqual([
      { TopicArn: TOPIC, MessageStructure: 'json', Subject: subject, Message: message },
    ])
  })

  it('publishes a digest as one message', async () => {
    const notifications = [MESSAGE, MESSAGE]

    expect(await sink.send({ kind: 'digest', notifications, at: 0 }, SIGNAL)).toEqual({ ok: true })
    expect(sns).toHaveReceivedCommandTimes(PublishCommand, 1)
  })

  it.each([
    'ThrottledException',
    'Throttling',
    'InternalErrorException',
    'ServiceUnavailable',
    'TimeoutError',
    'AbortError',
    'AuthorizationErrorException',
    'InvalidClientTokenId',
    'ExpiredToken',
    'CredentialsProviderError',
    'InvalidSecurityException',
    'NotFoundException',
    'KMSDisabledException',
    'KMSAccessDeniedException',
    'KMSNotFoundException',
    'KMSInvalidStateException',
    'KMSThrottlingException',
    'KMSOptInRequired',
    'EndpointDisabledException',
    'Unheard',
  ])('tries again after %s, which passes or an operator can repair', async (name) => {
    sns.on(PublishCommand).rejects(fault(name))

    expect(await sink.send(MESSAGE, SIGNAL)).toEqual({ ok: false, isTransient: true, retryAfterMs: null, detail: name })
  })

  it.each([
    'InvalidParameter',
    'InvalidParameterException',
    'InvalidParameterValueException',
    'ValidationException',
    'ValidationError',
    'InvalidParameterValue',
  ])('does not try again after %s: it is the message that is wrong', async (name) => {
    sns.on(PublishCommand).rejects(fault(name, 'Invalid parameter: Message too long'))

    expect(await sink.send(MESSAGE, SIGNAL)).toEqual({ ok: false, isTransient: false, detail: name })
  })

  it('does not try again where the request is too large to be read', async () => {
    sns.on(PublishCommand).rejects(fault('Unknown', '', { $metadata: { httpStatusCode: 413 } }))

    expect(await sink.send(MESSAGE, SIGNAL)).toMatchObject({ isTransient: false })
  })

  it.each(['Invalid parameter: TopicArn', 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements'])(
    'tries again where the deployment names a wrong topic: %s',
    async (message) => {
      sns.on(PublishCommand).rejects(fault('InvalidParameterException', message))

      expect(await sink.send(MESSAGE, SIGNAL)).toMatchObject({ isTransient: true })
    },
  )

  it('names the code of a connection that failed', async () => {
    sns.on(PublishCommand).rejects(fault('Error', 'connect ECONNREFUSED 10.0.0.1:443', { code: 'ECONNREFUSED' }))

    expect(await sink.send(MESSAGE, SIGNAL)).toMatchObject({ isTransient: true, detail: 'Error ECONNREFUSED' })
  })

  it.each([['a text'], [undefined], [null], [{ name: 'InvalidParameter' }]])(
    'never throws, though a client throws %j',
    async (thrown) => {
      sns.send.callsFake(() => Promise.reject(thrown))

      expect(await sink.send(MESSAGE, SIGNAL)).toMatchObject({ ok: false, isTransient: true, detail: 'unknown' })
    },
  )

  it('never throws, though the message is none', async () => {
    expect(await sink.send({} as never, SIGNAL)).toMatchObject({ ok: false, isTransient: true, detail: 'TypeError' })
    expect(sns).toHaveReceivedCommandTimes(PublishCommand, 0)
  })
})

describe('createSnsClient', () => {
  it('makes one attempt, of 5 s', async () => {
    const { config } = createSnsClient()

    expect(await config.maxAttempts()).toBe(1)
    expect(
      await (config.requestHandler as unknown as { configProvider: Promise<unknown> }).configProvider,
    ).toMatchObject({
      requestTimeout: 5_000,
      connectionTimeout: 1_000,
      throwOnRequestTimeout: true,
    })
  })

  it('gives up a publish that is never answered when the signal says so', async () => {
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example')
    const client = createSnsClient()
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    const handle = vi.fn((_request: unknown, { abortSignal }: { abortSignal?: AbortSignal }) => {
      resolve()
      return new Promise<never>((_resolve, reject) => {
        abortSignal?.addEventListener('abort', () => reject(fault('AbortError')))
      })
    })
    Object.assign(client.config, { requestHandler: { handle } })
    const controller = new AbortController()
    const sending = createSnsSink(client, TOPIC).send(MESSAGE, controller.signal)
    await asked
    controller.abort()

    expect(await sending).toEqual({ ok: false, isTransient: true, retryAfterMs: null, detail: 'AbortError' })
    expect(handle).toHaveBeenCalledOnce()
  })
})
