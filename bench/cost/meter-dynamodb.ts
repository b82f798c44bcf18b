import type { IncomingHttpHeaders } from 'node:http'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'

type Item = Readonly<Record<string, AttributeValue>>

/** What DynamoDB answered, and what it bills for it. */
export interface MeteredAnswer {
  readonly status: number
  readonly body: string
  readonly readUnits: number
  readonly writeUnits: number
}

/** Members of requests. */
export interface DynamoDbRequest {
  readonly TableName?: string
  readonly Key?: Item
  readonly Item?: Item
  readonly ConsistentRead?: boolean
}

interface DynamoDbAnswer {
  readonly __type?: string
  readonly Attributes?: Item
  readonly ConsumedCapacity?: Capacity | readonly Capacity[]
}

interface Capacity {
  readonly CapacityUnits: number
}

type Ask = (call: string, request: object) => Promise<{ readonly status: number; readonly answer: DynamoDbAnswer }>

/**
 * Passes requests on to an emulated DynamoDB, and has it say what they consume. What it does not count is added by AWS's rules:
 * writes of the index, a write whose condition failed, and a query that finds nothing.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export const meterDynamoDb =
  (url: string, headers: IncomingHttpHeaders) =>
  async (call: string, request: DynamoDbRequest): Promise<MeteredAnswer> => {
    const ask = askAt(url, headers)
    const old = call === 'PutItem' ? { ReturnValues: 'ALL_OLD' } : {}
    const { status, answer } = await ask(call, { ...request, ...old, ReturnConsumedCapacity: 'TOTAL' })
    const isRead = /^(?:Get|BatchGet|Query)/.test(call)
    if (answer.__type?.endsWith('ConditionalCheckFailedException') === true) {
      // DynamoDB hands the item over where it is asked to, which the emulator does not.
      const body = JSON.stringify({ ...answer, ...(await ask('GetItem', keyOf(request))).answer })
      return { status, body, readUnits: 0, writeUnits: 1 }
    }
    const units = [answer.ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
    const indexUnits = call === 'PutItem' ? indexUnitsOf(answer.Attributes, request.Item) : 0
    return {
      status,
      body: JSON.stringify(answer),
      readUnits: isRead ? Math.max(units, request.ConsistentRead ? 1 : 0.5) : 0,
      writeUnits: isRead ? 0 : units + indexUnits,
    }
  }

const keyOf = ({ TableName, Key, Item = {} }: DynamoDbRequest): object => ({
  TableName,
  Key: Key ?? { pk: Item['pk'], ...(Item['sk'] && { sk: Item['sk'] }) },
  ConsistentRead: true,
})

/** An entry of the index is written, deleted, or both where its key changes. It holds keys alone, so nothing else changes it. */
const indexUnitsOf = (before: Item | undefined, after: Item | undefined): number => {
  const [had, has] = [before?.['dueAt']?.N, after?.['dueAt']?.N]
  if (had === has) return 0
  return had === undefined || has === undefined ? 1 : 2
}

const askAt =
  (url: string, { authorization = '', 'x-amz-date': date }: IncomingHttpHeaders): Ask =>
  async (call, request) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': String(date),
        'x-amz-target': `DynamoDB_20120810.${call}`,
      },
      body: JSON.stringify(request),
    })
    return { status: answer.status, answer: (await answer.json()) as DynamoDbAnswer }
  }
