import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import * as v from 'valibot'
import { parseJson } from '../../lib/run/parse-json.ts'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { pause } from '../pause.ts'
import { localClientConfig } from '../service/local-client-config.ts'
import type { StackDescription } from '../stack-description.ts'
import type { SoakRecord } from './soak-record.ts'

/** Pause after a receive or a delete that failed, ms. */
const FAULT_PAUSE_MS = 500

/** Takes summaries off the queue `run-summaries` as they come, and notes each. */
export const startConsumer = (
  { queues, endpoints }: StackDescription,
  record: SoakRecord,
): { stop(): Promise<void> } => {
  const sqs = new SQSClient(localClientConfig(endpoints.sqs))
  const QueueUrl = queues['run-summaries']
  const stopping = new AbortController()
  const taken = new Set<string>()
  const take = async (): Promise<void> => {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 })
    const { Messages = [] } = await sqs.send(receive, { abortSignal: stopping.signal })
    if (Messages.length === 0) return
    // A message whose delete failed is received again: it was told once.
    for (const { MessageId = '', Body = '' } of Messages) {
      if (!taken.has(MessageId)) note(Body, record)
      taken.add(MessageId)
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) await take().catch(() => pause(FAULT_PAUSE_MS, stopping.signal))
    sqs.destroy()
  }
  const working = work()
  return {
    stop: () => {
      stopping.abort()
      return working
    },
  }
}

const note = (body: string, record: SoakRecord): void => {
  const parsed = v.safeParse(RunSummarySchema, parseJson(body))
  if (!parsed.success) {
    record.unreadable += 1
    return
  }
  const { id, runId, source } = parsed.output
  const known = record.arrived.get(id)
  if (known === undefined) record.arrived.set(id, { runId, source, count: 1 })
  else known.count += 1
}
