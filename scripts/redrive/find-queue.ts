import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { Deployment } from '../operator/deployment.ts'
import { OperatorError } from '../operator/operator-error.ts'

/** A queue, and the one that takes what failed there too often. */
export interface RedrivenQueue {
  /** Without the service's prefix, `run-alerts`. */
  readonly name: string
  readonly url: string
  readonly deadLetterUrl: string
  /** About how many messages there are on the dead-letter queue, held by others or not. */
  readonly deadLetters: number
}

/**
 * Finds a queue that has a dead-letter queue.
 *
 * @throws OperatorError that names those there are, if there is no such queue
 */
export const findQueue = async ({ name, sqs, queueUrls }: Deployment, queue: string): Promise<RedrivenQueue> => {
  const urls = await queueUrls()
  const [url, deadLetterUrl] = [urls[queue], urls[`${queue}-dlq`]]
  if (url === undefined || deadLetterUrl === undefined) {
    const names = Object.keys(urls).filter((each) => `${each}-dlq` in urls)
    const there =
      names.length === 0 ? `there are no queues: is the stage right, and the region?` : `there are ${names.join(', ')}`
    throw new OperatorError(`${name} has no queue ${queue} with dead letters: ${there}`)
  }
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const command = new GetQueueAttributesCommand({ QueueUrl: deadLetterUrl, AttributeNames: [...AttributeNames] })
  const { Attributes = {} } = await sqs.send(command)
  const deadLetters = AttributeNames.reduce((sum, attribute) => sum + Number(Attributes[attribute] ?? 0), 0)
  return { name: queue, url, deadLetterUrl, deadLetters }
}
