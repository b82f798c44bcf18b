import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { localClientConfig } from './local-client-config.ts'
import type { Resource } from './read-service.ts'

/**
 * Creates the template's tables in the emulator.
 *
 * @returns their names by the name they have without the service's prefix, `runs`
 */
export const createTables = async (
  resources: readonly Resource[],
  endpoint: string,
): Promise<Readonly<Record<string, string>>> => {
  const client = new DynamoDBClient(localClientConfig(endpoint))
  const names: Record<string, string> = {}
  for (const { properties } of resources.filter(({ type }) => type === 'AWS::DynamoDB::Table')) {
    const {
      TableName = '',
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes,
    } = properties as unknown as CreateTableCommandInput
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema,
        AttributeDefinitions,
        ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
        BillingMode: 'PAY_PER_REQUEST',
      }),
    )
    names[TableName.replace(/^.*?-local-/, '')] = TableName
  }
  client.destroy()
  return names
}
