import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Resource } from './read-service.ts'

/** Attributes of a queue that the emulator knows, as CloudFormation and as SQS name them: the same. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'DelaySeconds',
] as const

/**
 * Creates the template's queues in the emulator, dead-letter queues first.
 *
 * @returns their URLs by the name they have without the service's prefix, `run-summaries`
 */
export const createQueues = async (
  resources: readonly Resource[],
  endpoint: string,
  region: string,
): Promise<Record<string, string>> => {
  const client = new SQSClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })
  const queues = resources.filter(({ type }) => type === 'AWS::SQS::Queue')
  const nameOf = (logicalId: string): string =>
    String(queues.find((queue) => queue.logicalId === logicalId)?.properties['QueueName'])
  const urls: Record<string, string> = {}
  for (const { logicalId, properties } of queues.toSorted(byRedrive)) {
    const attributes = ATTRIBUTES.filter((name) => properties[name] !== undefined).map((name) => [
      name,
      String(properties[name]),
    ])
    const redrive = properties['RedrivePolicy'] as RedrivePolicy | undefined
    if (redrive) {
      const [target = ''] = redrive.deadLetterTargetArn['Fn::GetAtt']
      const deadLetterTargetArn = `arn:aws:sqs:${region}:000000000000:${nameOf(target)}`
      attributes.push(['RedrivePolicy', JSON.stringify({ ...redrive, deadLetterTargetArn })])
    }
    const QueueName = nameOf(logicalId)
    await client.send(new CreateQueueCommand({ QueueName, Attributes: Object.fromEntries(attributes) }))
    // The emulator's own answer names a host that does not resolve.
    urls[QueueName.replace(/^.*?-local-/, '')] = `${endpoint}/000000000000/${QueueName}`
  }
  client.destroy()
  return urls
}

interface RedrivePolicy {
  readonly deadLetterTargetArn: { readonly 'Fn::GetAtt': readonly string[] }
  readonly maxReceiveCount: number
}

const byRedrive = (a: Resource, b: Resource): number =>
  Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties)
