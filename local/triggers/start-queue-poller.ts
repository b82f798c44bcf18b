import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { LocalFunction } from '../lambda/local-function.ts'
import { pause } from '../pause.ts'
import type { QueueTrigger } from '../service/read-service.ts'
import { failedMessageIds } from './failed-message-ids.ts'
import { sqsEvent } from './sqs-event.ts'
import type { Trigger } from './trigger.ts'

/** A queue of the emulator. */
export interface PolledQueue {
  readonly url: string
  readonly arn: string
}

/** Messages of one ReceiveMessage, at most; SQS's own limit. */
const MAX_RECEIVED = 10

/** Pause after a receive or a delete that failed, ms. */
const FAULT_PAUSE_MS = 1_000

/** How long a receive waits for a message, seconds. */
const LONG_POLL_SECONDS = 1

/**
 * Feeds a function from a queue, as an event source mapping does: batches within a window, and messages deleted only
 * once the function has handled them. A message that failed comes again after its visibility timeout, and goes to the
 * dead-letter queue when it has come too often; both are the queue's doing.
 */
export const startQueuePoller = (
  client: SQSClient,
  { url, arn }: PolledQueue,
  trigger: QueueTrigger,
  target: Omit<LocalFunction, 'pids'>,
): Trigger => {
  const stopping = new AbortController()

  const receive = async (count: number): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(count, MAX_RECEIVED),
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    })
    const { Messages = [] } = await client.send(command, { abortSignal: stopping.signal })
    return Messages
  }

  const collect = async (): Promise<Message[]> => {
    const batch = await receive(trigger.batchSize)
    const closesAt = performance.now() + trigger.windowMs
    while (batch.length > 0 && batch.length < trigger.batchSize && performance.now() < closesAt) {
      batch.push(...(await receive(trigger.batchSize - batch.length)))
    }
    return batch
  }

  const handle = async (batch: readonly Message[]): Promise<void> => {
    const invocation = await target.invoke(JSON.stringify(sqsEvent(batch, arn)))
    const failed = failedMessageIds(invocation, batch, trigger.reportsFailures)
    const done = batch.filter(({ MessageId = '' }) => !failed.has(MessageId))
    for (let from = 0; from < done.length; from += MAX_RECEIVED) {
      const Entries = done
        .slice(from, from + MAX_RECEIVED)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }))
    }
  }

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const batch = await collect()
        if (batch.length > 0) await handle(batch)
      } catch {
        // The queue does not answer, or this is stopping: messages that were not handled, or not deleted, come again.
        await pause(FAULT_PAUSE_MS, stopping.signal)
      }
    }
  }

  const polls = Array.from({ length: trigger.maximumConcurrency }, poll)
  return {
    stop: async () => {
      stopping.abort()
      await Promise.allSettled(polls)
    },
  }
}
