import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { startDynamoDbEmulator } from '../../local/emulators/dynamodb-emulator.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'

export interface RunsTable {
  readonly client: DynamoDBClient
  readonly table: string
  readonly url: string
  /** An item as it is stored, by its key. */
  item(pk: string): Promise<Record<string, AttributeValue>>
  /** Stores attributes beside those of the key, in place of what was there. */
  put(pk: string, attributes: Readonly<Record<string, AttributeValue>>): Promise<void>
  stop(): Promise<void>
}

/** The table of runs, in an emulated DynamoDB of its own. */
export const startRunsTable = async (): Promise<RunsTable> => {
  const emulator = await startDynamoDbEmulator()
  const client = new DynamoDBClient(localClientConfig(emulator.url))
  const TableName = 'runs'
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  return {
    client,
    table: TableName,
    url: emulator.url,
    item: async (pk) => {
      const Key = { pk: { S: pk } }
      return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item ?? {}
    },
    put: async (pk, attributes) => {
      await client.send(new PutItemCommand({ TableName, Item: { ...attributes, pk: { S: pk } } }))
    },
    stop: async () => {
      client.destroy()
      await emulator.stop()
    },
  }
}
