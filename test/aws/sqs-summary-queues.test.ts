import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { clientConfig } from '../../lib/aws/client-config.ts'
import { createSqsSummaryQueues } from '../../lib/aws/sqs-summary-queues.ts'
import { QueueError } from '../../lib/errors.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { neverAnswer } from '../support/never-answer.ts'

const QUEUES = ['https://sqs.eu-central-1.amazonaws.com/1/run-summaries', 'https://sqs.example/1/run-alerts'] as const
const SUMMARY = { version: 1, runId: 'run-1', workflowName: 'Übertrag "€" 😀' } as RunSummary
const SIGNAL = new AbortController().signal

const named = (name: string) => Object.assign(new Error('the account 123456789012 may not'), { name })

const failureOf = async (sending: Promise<void>): Promise<QueueError> => {
  const error = await sending.then(
    () => new Error('was sent'),
    (cause: unknown) => cause,
  )
  if (error instanceof QueueError) return error
  throw error
}

describe('createSqsSummaryQueues', () => {
  const client = new SQSClient()
  const sqs = mockClient(client)
  const queues = createSqsSummaryQueues(client, QUEUES)
  beforeEach(() => {
    sqs.reset()
  })

  it('sends one message to every queue: the summary as JSON, without attributes', async () => {
    await queues.send(SUMMARY, SIGNAL)

    const inputs = sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)
    expect(inputs.map(({ MessageBody, ...others }) => [others, JSON.parse(MessageBody ?? '')])).toEqual([
      [{ QueueUrl: QUEUES[0] }, SUMMARY],
      [{ QueueUrl: QUEUES[1] }, SUMMARY],
    ])
  })

  it('puts every send under the deadline', async () => {
    await queues.send(SUMMARY, SIGNAL)

    expect(sqs.send.args.map((args: unknown[]) => args[1])).toEqual([{ abortSignal: SIGNAL }, { abortSignal: SIGNAL }])
  })

  it('sends to the other queues though one fails, and then fails', async () => {
    sqs.on(SendMessageCommand, { QueueUrl: QUEUES[0] }).rejects(named('KmsDisabled'))
    const error = await failureOf(queues.send(SUMMARY, SIGNAL))

    expect(error.message).toBe('1 of 2 queues failed: run-summaries KmsDisabled')
    expect(sqs).toHaveReceivedCommandTimes(SendMessageCommand, 2)
  })

  it('waits for every queue before it fails, so that no send outlives the request', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    sqs.on(SendMessageCommand, { QueueUrl: QUEUES[0] }).rejects(named('QueueDoesNotExist'))
    sqs.on(SendMessageCommand, { QueueUrl: QUEUES[1] }).callsFake(() => promise)
    let isDone = false
    const sending = failureOf(queues.send(SUMMARY, SIGNAL)).finally(() => {
      isDone = true
    })
    for (let turn = 0; turn < 20; turn++) await null

    expect(isDone).toBe(false)
    resolve({})
    expect((await sending).message).toMatch(/^1 of 2/)
  })

  it('names each queue and its kind of error, and no message of one', async () => {
    sqs.on(SendMessageCommand, { QueueUrl: QUEUES[0] }).rejects(named('AccessDenied'))
    sqs.on(SendMessageCommand, { QueueUrl: QUEUES[1] }).rejects(named('AccessDenied'))

    expect((await failureOf(queues.send(SUMMARY, SIGNAL))).message).toBe(
      '2 of 2 queues failed: run-summaries AccessDenied, run-alerts AccessDenied',
    )
  })

  it.each([['a text'], [undefined], [null], [{ name: 'Odd' }]])(
    'fails as well where a client throws %j',
    async (thrown) => {
      sqs.send.callsFake(() => Promise.reject(thrown))

      expect((await failureOf(queues.send(SUMMARY, SIGNAL))).message).toBe(
        '2 of 2 queues failed: run-summaries unknown, run-alerts unknown',
      )
    },
  )

  it('keeps what failed as its cause', async () => {
    const cause = named('AccessDenied')
    sqs.on(SendMessageCommand, { QueueUrl: QUEUES[0] }).rejects(cause)
    const error = await failureOf(queues.send(SUMMARY, SIGNAL))

    expect(error.cause).toMatchObject({ errors: [cause] })
    expect(error.code).toBe('queue-unavailable')
  })

  it('fails at the deadline where no queue answers', async () => {
    neverAnswer(sqs)
    const controller = new AbortController()
    const sending = failureOf(queues.send(SUMMARY, controller.signal))
    controller.abort()

    expect((await sending).message).toBe('2 of 2 queues failed: run-summaries AbortError, run-alerts AbortError')
  })
})

describe('createSqsSummaryQueues over the real client', () => {
  /** A client whose requests end here instead of in the network, with nothing. */
  const silentClient = () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    const handle = vi.fn((_request: unknown, { abortSignal }: { abortSignal?: AbortSignal }) => {
      resolve()
      return new Promise<never>((_resolve, reject) => {
        abortSignal?.addEventListener('abort', () => reject(named('AbortError')))
      })
    })
    const client = new SQSClient({
      ...clientConfig(2, 2_500),
      md5: false,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: { handle: handle as never },
    })
    return { client, handle, asked }
  }

  it('gives up a call that never answers when the deadline passes, and does not try again', async () => {
    const { client, handle, asked } = silentClient()
    const controller = new AbortController()
    const sending = failureOf(createSqsSummaryQueues(client, [QUEUES[0]]).send(SUMMARY, controller.signal))
    await asked
    controller.abort()

    expect((await sending).message).toBe('1 of 1 queues failed: run-summaries AbortError')
    expect(handle).toHaveBeenCalledOnce()
  })
})
