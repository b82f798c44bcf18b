import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { Reader } from '../reader.ts'

export const readQueue: Reader = async ({ physicalId, properties }, { clients, refer }) => {
  const command = new GetQueueAttributesCommand({ QueueUrl: physicalId, AttributeNames: ['All'] })
  const { Attributes = {} } = await clients.sqs.send(command)
  const redrive = Object(properties['RedrivePolicy'])
  const deadLetters = refer(redrive.deadLetterTargetArn)
  const { deadLetterTargetArn = '', maxReceiveCount } = JSON.parse(Attributes['RedrivePolicy'] ?? '{}')
  return {
    expected: {
      name: properties['QueueName'],
      retention: Number(properties['MessageRetentionPeriod']),
      visibility: Number(properties['VisibilityTimeout'] ?? 30),
      key: refer(properties['KmsMasterKeyId']),
      deadLetters: deadLetters?.split('/').at(-1) ?? '',
      attempts: redrive.maxReceiveCount,
    },
    actual: {
      name: Attributes['QueueArn']?.split(':').at(-1),
      retention: Number(Attributes['MessageRetentionPeriod']),
      visibility: Number(Attributes['VisibilityTimeout']),
      key: Attributes['KmsMasterKeyId']?.split('/').at(-1),
      deadLetters: deadLetterTargetArn.split(':').at(-1),
      attempts: maxReceiveCount,
    },
  }
}
