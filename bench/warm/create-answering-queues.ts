import { Readable } from 'node:stream'
import { createSqsClient } from '../../lib/aws/create-sqs-client.ts'
import { createSqsSummaryQueues } from '../../lib/aws/sqs-summary-queues.ts'
import type { SummaryQueues } from '../../lib/forward/summary-queues.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'

const ANSWER = Buffer.from('{"MessageId":"bb2f6e5c-1b1c-4f1a-9d3e-3d1f9a1f7a55"}')

/** A queue behind the function's own SQS client, whose HTTP requests a request handler answers in process: no socket. */
export const createAnsweringQueues = (): SummaryQueues => {
  Object.assign(process.env, BENCH_ENVIRONMENT)
  const client = createSqsClient()
  Object.assign(client.config, {
    requestHandler: {
      handle: async () => ({ response: { statusCode: 200, headers: {}, body: Readable.from([ANSWER]) } }),
    },
  })
  return createSqsSummaryQueues(client, [BENCH_ENVIRONMENT.SUMMARY_QUEUE_URLS])
}
