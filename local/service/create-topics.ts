import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { localClientConfig } from './local-client-config.ts'
import type { Resource } from './read-service.ts'

/** Creates the template's topics in the emulator. */
export const createTopics = async (resources: readonly Resource[], endpoint: string): Promise<void> => {
  const client = new SNSClient(localClientConfig(endpoint))
  for (const { properties } of resources.filter(({ type }) => type === 'AWS::SNS::Topic')) {
    await client.send(new CreateTopicCommand({ Name: String(properties['TopicName']) }))
  }
  client.destroy()
}
