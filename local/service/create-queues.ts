import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { LOCAL_REGION, localClientConfig } from './local-client-config.ts'
import type { Resource } from './read-service.ts'

/** A queue of the template, as it is in the emulator. */
export interface CreatedQueue {
  readonly logicalId: string
  /** Its name without the service's prefix, `run-summaries`. */
  readonly name: string
  readonly url: string
  readonly arn: string
}

/** Attributes of a queue that the emulator knows, as CloudFormation and as SQS name them: the same. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'DelaySeconds',
] as const

/** Creates the template's queues in the emulator, dead-letter queues first. */
export const createQueues = async (resources: readonly Resource[], endpoint: string): Promise<CreatedQueue[]> => {
  const client = new SQSClient(localClientConfig(endpoint))
  const created: CreatedQueue[] = []
  const queues = resources.filter(({ type }) => type === 'AWS::SQS::Queue')
  for (const { logicalId, properties } of queues.toSorted(byRedrive)) {
    const queueName = String(properties['QueueName'])
    const attributes = ATTRIBUTES.filter((name) => properties[name] !== undefined).map((name) => [
      name,
      String(properties[name]),
    ])
    const redrive = properties['RedrivePolicy'] as RedrivePolicy | undefined
    if (redrive) {
      const [target] = redrive.deadLetterTargetArn['Fn::GetAtt']
      const deadLetterTargetArn = created.find((queue) => queue.logicalId === target)?.arn
      attributes.push(['RedrivePolicy', JSON.stringify({ ...redrive, deadLetterTargetArn })])
    }
    await client.send(new CreateQueueCommand({ QueueName: queueName, Attributes: Object.fromEntries(attributes) }))
    created.push({
      logicalId,
      name: queueName.replace(/^.*?-local-/, ''),
      // The emulator's own answer names a host that does not resolve.
      url: `${endpoint}/000000000000/${queueName}`,
      arn: `arn:aws:sqs:${LOCAL_REGION}:000000000000:${queueName}`,
    })
  }
  client.destroy()
  return created
}

interface RedrivePolicy {
  readonly deadLetterTargetArn: { readonly 'Fn::GetAtt': readonly string[] }
  readonly maxReceiveCount: number
}

const byRedrive = (a: Resource, b: Resource): number =>
  Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties)
