import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { QueueError } from '../errors.ts'
import type { SummaryQueues } from '../forward/summary-queues.ts'
import { faultName } from './fault-name.ts'

/**
 * The destination queues on SQS: one message each, in parallel. A partial failure is a failure: the next delivery sends
 * to all again.
 *
 * No message attributes: consumers filter on the body.
 */
export const createSqsSummaryQueues = (client: SQSClient, queueUrls: readonly string[]): SummaryQueues => ({
  send: async (summary, signal) => {
    const MessageBody = JSON.stringify(summary)
    const sent = await Promise.allSettled(
      queueUrls.map((QueueUrl) =>
        client.send(new SendMessageCommand({ QueueUrl, MessageBody }), { abortSignal: signal }),
      ),
    )
    const failures = sent.flatMap((result, index) =>
      result.status === 'rejected' ? [{ queue: queueName(queueUrls[index]), fault: result.reason }] : [],
    )
    if (failures.length === 0) return
    const words = failures.map(({ queue, fault }) => `${queue} ${faultName(fault)}`)
    throw new QueueError(`${failures.length} of ${queueUrls.length} queues failed: ${words.join(', ')}`, {
      cause: new AggregateError(failures.map(({ fault }) => fault)),
    })
  },
})

const queueName = (url = ''): string => url.slice(url.lastIndexOf('/') + 1)
