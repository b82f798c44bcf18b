import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import type { Deployment, Subscriber } from './deployment.ts'

/**
 * Reads what there is after a deployment.
 *
 * @throws if the stack cannot be read
 */
export const readDeployment = async (
  service: string,
  stage: string,
  region: string,
): Promise<Omit<Deployment, 'params' | 'otherSinks'>> => {
  const cloudFormation = new CloudFormationClient({ region })
  const sns = new SNSClient({ region })
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: `${service}-${stage}` }))
  const outputs = Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  )
  const [alerts, operations] = await Promise.all([
    readSubscribers(sns, outputs['AlertsTopicArn']),
    readSubscribers(sns, outputs['OperationsTopicArn']),
  ])
  return { stage, region, outputs, subscribers: { alerts, operations } }
}

/** @returns null where they cannot be read: whoever deploys need not be allowed to */
const readSubscribers = async (sns: SNSClient, topic: string | undefined): Promise<readonly Subscriber[] | null> => {
  try {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }))
    return Subscriptions.map(({ Protocol = '', Endpoint = '', SubscriptionArn }) => ({
      protocol: Protocol,
      endpoint: Endpoint,
      // `PendingConfirmation`, and for a while `Deleted`, stand in place of an ARN.
      isConfirmed: SubscriptionArn?.startsWith('arn:') === true,
    }))
  } catch {
    return null
  }
}
