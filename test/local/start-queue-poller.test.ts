import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Invocation } from '../../local/lambda/invocation.ts'
import { startQueuePoller } from '../../local/triggers/start-queue-poller.ts'

const QUEUE = { url: 'http://localhost/q', arn: 'arn:aws:sqs:eu-central-1:000000000000:q' }
const TRIGGER = { queue: 'Queue', batchSize: 20, windowMs: 0, maximumConcurrency: 1, reportsFailures: true }
const sqs = mockClient(SQSClient)
let waiting: string[] = []
const batches: string[][] = []

/** A queue that has `waiting` in it: a receive takes as many as it asks for, or waits a second. */
const receive = async ({ MaxNumberOfMessages = 1 }: { MaxNumberOfMessages?: number }) => {
  if (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 1_000))
  return {
    Messages: waiting
      .splice(0, MaxNumberOfMessages)
      .map((id) => ({ MessageId: id, ReceiptHandle: `r-${id}`, Body: id })),
  }
}

const start = (trigger: Partial<typeof TRIGGER>, answer: () => Promise<Invocation>) =>
  startQueuePoller(
    new SQSClient({ region: 'eu-central-1' }),
    QUEUE,
    { ...TRIGGER, ...trigger },
    {
      invoke: async (event) => {
        batches.push(JSON.parse(event).Records.map(({ body }: { body: string }) => body))
        return answer()
      },
      stop: async () => {},
    },
  )

const ok = async (): Promise<Invocation> => ({ ok: true, payload: '{"batchItemFailures":[]}' })
const deleted = () =>
  sqs
    .commandCalls(DeleteMessageBatchCommand)
    .flatMap(({ args: [{ input }] }) => (input.Entries ?? []).map(({ ReceiptHandle }) => ReceiptHandle))

beforeEach(() => {
  vi.useFakeTimers()
  sqs.reset()
  sqs.on(ReceiveMessageCommand).callsFake(receive)
  sqs.on(DeleteMessageBatchCommand).resolves({})
  batches.length = 0
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a queue poller', () => {
  it('collects a batch over several receives until it is full', async () => {
    waiting = Array.from({ length: 23 }, (_, index) => `m${index}`)
    const poller = start({ windowMs: 5_000 }, ok)
    await vi.advanceTimersByTimeAsync(10)
    expect(batches.map(({ length }) => length)).toEqual([20])
    await vi.advanceTimersByTimeAsync(6_000)
    expect(batches.map(({ length }) => length)).toEqual([20, 3])
    expect(deleted()).toHaveLength(23)
    const stopped = poller.stop()
    await vi.advanceTimersByTimeAsync(2_000)
    await stopped
  })

  it('does not wait for more than its window', async () => {
    waiting = ['a']
    const poller = start({ windowMs: 0 }, ok)
    await vi.advanceTimersByTimeAsync(10)
    expect(batches).toEqual([['a']])
    const stopped = poller.stop()
    await vi.advanceTimersByTimeAsync(2_000)
    await stopped
  })

  it('leaves a half-filled batch in the queue when it is stopped', async () => {
    waiting = ['a']
    const poller = start({ windowMs: 300_000 }, ok)
    await vi.advanceTimersByTimeAsync(2_500)
    const stopped = poller.stop()
    sqs.on(ReceiveMessageCommand).rejects(new Error('aborted'))
    await vi.advanceTimersByTimeAsync(2_000)
    await stopped
    expect(batches).toEqual([])
    expect(sqs.commandCalls(ReceiveMessageCommand).length).toBeLessThan(6)
  })

  it('deletes only what was handled', async () => {
    waiting = ['a', 'b', 'c']
    const payload = '{"batchItemFailures":[{"itemIdentifier":"b"}]}'
    const poller = start({}, async () => ({ ok: true, payload }))
    await vi.advanceTimersByTimeAsync(10)
    expect(deleted()).toEqual(['r-a', 'r-c'])
    const stopped = poller.stop()
    await vi.advanceTimersByTimeAsync(2_000)
    await stopped
  })

  it('deletes nothing of a batch that failed', async () => {
    waiting = ['a']
    const poller = start({}, async () => ({ ok: false, errorType: 'Error', errorMessage: 'broken' }))
    await vi.advanceTimersByTimeAsync(10)
    expect(deleted()).toEqual([])
    const stopped = poller.stop()
    await vi.advanceTimersByTimeAsync(2_000)
    await stopped
  })

  it('goes on after a receive or a delete that failed, and rests before the next', async () => {
    sqs.on(ReceiveMessageCommand).rejectsOnce(new Error('unreachable')).callsFake(receive)
    sqs.on(DeleteMessageBatchCommand).rejectsOnce(new Error('unreachable')).resolves({})
    waiting = ['a']
    const poller = start({}, ok)
    await vi.advanceTimersByTimeAsync(10)
    expect(sqs.commandCalls(ReceiveMessageCommand)).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(batches).toEqual([['a']])
    waiting = ['b']
    await vi.advanceTimersByTimeAsync(3_000)
    expect(batches).toEqual([['a'], ['b']])
    const stopped = poller.stop()
    await vi.advanceTimersByTimeAsync(2_000)
    await stopped
  })
})
