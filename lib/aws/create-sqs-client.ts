import { SQSClient } from '@aws-sdk/client-sqs'
import { QUEUE_SEND_ATTEMPTS, QUEUE_SEND_TIMEOUT_MS } from '../limits.ts'
import { clientConfig } from './client-config.ts'

/** A client for the destination queues. TLS already keeps a message whole: no MD5 is computed of it. */
export const createSqsClient = (): SQSClient =>
  new SQSClient({ ...clientConfig(QUEUE_SEND_ATTEMPTS, QUEUE_SEND_TIMEOUT_MS), md5: false })
