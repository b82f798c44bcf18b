import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { AwsClientStub } from 'aws-sdk-client-mock'

type Item = Record<string, unknown>

/** Makes a mocked DynamoDB one table that keeps what is written, as far as the functions use one. */
export const mockTable = (dynamoDb: AwsClientStub<DynamoDBClient>): void => {
  const items = new Map<string, Item>()
  const keyOf = (key: Readonly<Record<string, unknown>> = {}) => (key['pk'] as { readonly S: string }).S
  dynamoDb.reset()
  dynamoDb.on(GetItemCommand).callsFake(async ({ Key }) => ({ Item: items.get(keyOf(Key)) }))
  dynamoDb.on(PutItemCommand).callsFake(async ({ Item, ConditionExpression }) => {
    if (ConditionExpression !== undefined && items.has(keyOf(Item))) {
      throw new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' })
    }
    items.set(keyOf(Item), Item)
    return {}
  })
  dynamoDb.on(UpdateItemCommand).callsFake(async ({ Key, ExpressionAttributeNames, ExpressionAttributeValues }) => {
    const added = { [ExpressionAttributeNames['#new']]: ExpressionAttributeValues[':new'] }
    items.set(keyOf(Key), { ...Key, ...added, ...items.get(keyOf(Key)) })
    return {}
  })
  dynamoDb.on(BatchGetItemCommand).callsFake(async ({ RequestItems }) => ({
    Responses: Object.fromEntries(
      Object.entries<{ Keys: Record<string, unknown>[] }>(RequestItems).map(([table, { Keys }]) => [
        table,
        Keys.flatMap((key) => items.get(keyOf(key)) ?? []),
      ]),
    ),
    UnprocessedKeys: {},
  }))
}
