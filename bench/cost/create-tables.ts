import { type AttributeValue, CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { localClientConfig } from '../../local/service/local-client-config.ts'

/** Puts an item into a table, past what counts. */
export type PutItem = (table: 'runs' | 'incidents', item: Readonly<Record<string, AttributeValue>>) => Promise<void>

const key = (name: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType })

/** Creates the tables of a deployment in an emulated DynamoDB. */
export const createTables = async (endpoint: string): Promise<PutItem> => {
  const client = new DynamoDBClient(localClientConfig(endpoint))
  const BillingMode = 'PAY_PER_REQUEST'
  await client.send(
    new CreateTableCommand({
      TableName: 'runs',
      KeySchema: [key('pk', 'HASH')],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode,
    }),
  )
  await client.send(
    new CreateTableCommand({
      TableName: 'incidents',
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: [
        ...['pk', 'sk', 'due'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        { AttributeName: 'dueAt', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [key('due', 'HASH'), key('dueAt', 'RANGE')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      BillingMode,
    }),
  )
  return async (TableName, Item) => {
    await client.send(new PutItemCommand({ TableName, Item: { ...Item } }))
  }
}
