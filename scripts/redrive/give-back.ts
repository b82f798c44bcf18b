import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { DeadLetter } from './dead-letter.ts'

/** Entries of one batch, at most; SQS's own limit. */
const MAX_ENTRIES = 10

/** Lets others receive messages again at once. What cannot be given back comes back by itself, within a minute. */
export const giveBack = async (sqs: SQSClient, QueueUrl: string, letters: readonly DeadLetter[]): Promise<void> => {
  for (let from = 0; from < letters.length; from += MAX_ENTRIES) {
    const Entries = letters
      .slice(from, from + MAX_ENTRIES)
      .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }))
    try {
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
    } catch {
      return
    }
  }
}
