import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { Reader } from '../reader.ts'

export const readTable: Reader = async ({ physicalId, properties }, { clients }) => {
  const { Table = {} } = await clients.dynamoDb.send(new DescribeTableCommand({ TableName: physicalId }))
  const indexes = (Table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
    ...{ IndexName, KeySchema },
    Projection: { ProjectionType: Projection?.ProjectionType },
  }))
  return {
    expected: {
      name: properties['TableName'],
      keys: properties['KeySchema'],
      attributes: properties['AttributeDefinitions'],
      indexes: properties['GlobalSecondaryIndexes'] ?? [],
      billing: properties['BillingMode'],
    },
    actual: {
      name: Table.TableName,
      keys: Table.KeySchema,
      attributes: Table.AttributeDefinitions,
      indexes,
      billing: Table.BillingModeSummary?.BillingMode,
    },
  }
}
