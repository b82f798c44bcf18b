import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { DeadLetter } from './dead-letter.ts'
import { kindOfBody } from './kind-of-body.ts'

/** Messages of one ReceiveMessage, at most; SQS's own limit. */
const MAX_RECEIVED = 10

/** How long a message is ours, seconds: if this process dies, it can be received again after that. */
const VISIBILITY_SECONDS = 60

/** Waits, so that every server of the queue is asked: an answer without a message means that there is none. */
const WAIT_SECONDS = 1

/** Receives some messages of a dead-letter queue; none once there are no more that nobody else holds. */
export const receiveDeadLetters = async (sqs: SQSClient, QueueUrl: string, most: number): Promise<DeadLetter[]> => {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: Math.min(most, MAX_RECEIVED),
    VisibilityTimeout: VISIBILITY_SECONDS,
    WaitTimeSeconds: WAIT_SECONDS,
    MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
    MessageAttributeNames: ['All'],
  })
  const { Messages = [] } = await sqs.send(command)
  return Messages.map(toDeadLetter)
}

const toDeadLetter = ({ MessageId, ReceiptHandle, Body = '', Attributes, MessageAttributes }: Message): DeadLetter => ({
  id: MessageId ?? '',
  receiptHandle: ReceiptHandle ?? '',
  body: Body,
  attributes: MessageAttributes ?? {},
  sentAt: Attributes?.SentTimestamp === undefined ? null : Number(Attributes.SentTimestamp),
  receives: Number(Attributes?.ApproximateReceiveCount ?? 1),
  kind: kindOfBody(Body),
})
