import { GetTopicAttributesCommand } from '@aws-sdk/client-sns'
import type { Reader } from '../reader.ts'

export const readTopic: Reader = async ({ physicalId, properties }, { clients, refer }) => {
  const { Attributes = {} } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn: physicalId }))
  return {
    expected: { name: properties['TopicName'], key: refer(properties['KmsMasterKeyId']) },
    actual: {
      name: Attributes['TopicArn']?.split(':').at(-1),
      key: Attributes['KmsMasterKeyId']?.split('/').at(-1),
    },
  }
}
