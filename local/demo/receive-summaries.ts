import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import * as v from 'valibot'
import { type RunSummary, RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { localClientConfig } from '../service/local-client-config.ts'
import type { StackDescription } from '../stack-description.ts'

/**
 * Takes every message off the `run-summaries` queue, as a consumer would.
 *
 * @throws if one is no RunSummary
 */
export const receiveSummaries = async ({
  queues,
  endpoints,
}: Pick<StackDescription, 'queues'> & { readonly endpoints: { readonly sqs: string } }): Promise<RunSummary[]> => {
  const client = new SQSClient(localClientConfig(endpoints.sqs))
  const QueueUrl = queues['run-summaries']
  const summaries: RunSummary[] = []
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    if (Messages.length === 0) break
    for (const { Body = '' } of Messages) summaries.push(v.parse(RunSummarySchema, JSON.parse(Body)))
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }
  client.destroy()
  return summaries
}
