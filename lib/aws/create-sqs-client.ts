import { SQSClient } from '@aws-sdk/client-sqs'
import { QUEUE_SEND_ATTEMPTS, QUEUE_SEND_TIMEOUT_MS } from '../limits.ts'
import { clientConfig } from './client-config.ts'

/** A client for the destination queues. TLS already keeps a message whole: no MD5 is computed of it. */
export const createSqsClient = (): SQSClient => {
  const client = new SQSClient({ ...clientConfig(QUEUE_SEND_ATTEMPTS, QUEUE_SEND_TIMEOUT_MS), md5: false })
  // Describing the SDK and the machine to a queue, which tells nobody, takes a tenth of a send.
  client.middlewareStack.remove('getUserAgentMiddleware')
  return client
}
