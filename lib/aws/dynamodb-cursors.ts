import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import * as v from 'valibot'
import { LedgerError } from '../errors.ts'
import type { Cursors } from '../reconcile/cursors.ts'
import { parseJson } from '../run/parse-json.ts'
import { faultName } from './fault-name.ts'

const CursorSchema = v.object({
  readUntil: v.nullable(v.number()),
  heldSince: v.exactOptional(v.number()),
  heldFrom: v.exactOptional(v.number()),
  unread: v.nullable(v.object({ since: v.number(), until: v.string(), offset: v.number(), end: v.number() })),
})

/** The cursors in DynamoDB, beside the ledger: an item per tenant, and one per tenant and schedule. None expires. */
export const createDynamoDbCursors = (client: DynamoDBClient, TableName: string): Cursors => {
  const get = async (pk: string, signal: AbortSignal): Promise<Record<string, AttributeValue>> => {
    const command = new GetItemCommand({ TableName, Key: { pk: { S: pk } }, ConsistentRead: true })
    try {
      return (await client.send(command, { abortSignal: signal })).Item ?? {}
    } catch (cause) {
      throw new LedgerError(`a cursor cannot be read: ${faultName(cause)}`, { cause })
    }
  }
  const put = async (command: PutItemCommand, signal: AbortSignal): Promise<void> => {
    try {
      await client.send(command, { abortSignal: signal })
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return
      throw new LedgerError(`a cursor cannot be written: ${faultName(cause)}`, { cause })
    }
  }
  const readFirstTick: Cursors['readFirstTick'] = async (tenantId, signal) => {
    const text = (await get(tenantKey(tenantId), signal))['firstTick']?.N
    return text === undefined ? null : Number(text)
  }
  return {
    firstTick: async (tenantId, now, signal) => {
      const stored = await readFirstTick(tenantId, signal)
      if (stored !== null) return stored
      const Item = { pk: { S: tenantKey(tenantId) }, firstTick: { N: String(now) } }
      await put(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }), signal)
      // Another tick may have been first.
      return (await readFirstTick(tenantId, signal)) ?? now
    },
    readFirstTick,
    read: async (tenantId, schedule, signal) => {
      const item = await get(cursorKey(tenantId, schedule), signal)
      const parsed = v.safeParse(CursorSchema, parseJson(item['cursor']?.S ?? ''))
      return parsed.success ? parsed.output : null
    },
    store: (tenantId, schedule, cursor, signal) => {
      const Item = { pk: { S: cursorKey(tenantId, schedule) }, cursor: { S: JSON.stringify(cursor) } }
      return put(new PutItemCommand({ TableName, Item }), signal)
    },
  }
}

const tenantKey = (tenantId: string): string => `reconcile#${tenantId}`

const cursorKey = (tenantId: string, schedule: string): string => `${tenantKey(tenantId)}#${schedule}`
