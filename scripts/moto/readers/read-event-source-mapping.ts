import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import type { Reader } from '../reader.ts'

export const readEventSourceMapping: Reader = async ({ physicalId, properties }, { clients, refer }) => {
  const mapping = await clients.lambda.send(new GetEventSourceMappingCommand({ UUID: physicalId }))
  return {
    expected: {
      queue: refer(properties['EventSourceArn'])?.split('/').at(-1),
      function: refer(properties['FunctionName']),
      batch: properties['BatchSize'],
      window: properties['MaximumBatchingWindowInSeconds'],
      answers: properties['FunctionResponseTypes'],
      concurrency: properties['ScalingConfig'],
      isOn: properties['Enabled'] === false ? 'Disabled' : 'Enabled',
    },
    actual: {
      queue: mapping.EventSourceArn?.split(':').at(-1),
      function: mapping.FunctionArn?.split(':').at(-1),
      batch: mapping.BatchSize,
      window: mapping.MaximumBatchingWindowInSeconds,
      answers: mapping.FunctionResponseTypes,
      concurrency: mapping.ScalingConfig,
      isOn: mapping.State,
    },
  }
}
