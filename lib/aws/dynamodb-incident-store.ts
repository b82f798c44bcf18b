import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import type { IncidentStore } from '../alerts/incident-store.ts'
import { createDynamoDbDueIncidents } from './dynamodb-incident-due.ts'
import { throwStoreError } from './dynamodb-incident-fault.ts'
import { dynamoDbIncidentKey } from './dynamodb-incident-key.ts'
import { readDynamoDbIncident } from './dynamodb-incident-read.ts'
import { writeDynamoDbIncident } from './dynamodb-incident-write.ts'

/**
 * Incidents in DynamoDB, an item each, locked by its version.
 *
 * An item that has expired counts as none, though DynamoDB may take days to delete it: it is read as null, and a new one may
 * take its place.
 *
 * @param now - milliseconds since 1970: what has expired
 */
export const createDynamoDbIncidentStore = (
  client: DynamoDBClient,
  TableName: string,
  now: () => number,
): IncidentStore => ({
  ...createDynamoDbDueIncidents(client, TableName),
  read: async (key, signal) => {
    const command = new GetItemCommand({ TableName, Key: dynamoDbIncidentKey(key), ConsistentRead: true })
    const { Item } = await client
      .send(command, { abortSignal: signal })
      .catch(throwStoreError('an incident cannot be read'))
    return Item === undefined || isExpired(Item, now()) ? null : readDynamoDbIncident(key, Item)
  },
  write: async (item, writtenAt, signal) => {
    const stored = { ...item, version: item.version + 1 }
    const Item = writeDynamoDbIncident(stored, writtenAt)
    const command = new PutItemCommand({ TableName, Item, ...unchangedSince(item.version, now()) })
    try {
      await client.send(command, { abortSignal: signal })
      return stored
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return null
      return throwStoreError('an incident cannot be written')(cause)
    }
  },
})

const isExpired = ({ expiresAt }: Record<string, AttributeValue>, now: number): boolean =>
  Number(expiresAt?.N) <= toSeconds(now)

const unchangedSince = (
  version: number,
  now: number,
): Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'> =>
  version === 0
    ? {
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': { N: String(toSeconds(now)) } },
      }
    : {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      }

const toSeconds = (ms: number): number => Math.floor(ms / 1_000)
