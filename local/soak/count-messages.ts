import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'

/** How many messages a queue holds, those that somebody has just received among them. */
export const countMessages = async (sqs: SQSClient, QueueUrl: string | undefined): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] })
  const { Attributes = {} } = await sqs.send(command)
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
}
