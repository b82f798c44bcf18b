import type { AttributeValue } from '@aws-sdk/client-dynamodb'

export type Item = Readonly<Record<string, AttributeValue>>

/** One table whose key is `pk`, in memory. It knows what our functions ask of DynamoDB, and nothing else. */
export interface Table {
  put(item: Item): void
  /** @returns the answer; undefined for a call that is not to DynamoDB */
  answer(call: string, input: TableInput): object | undefined
}

/** Members of the requests. */
interface TableInput {
  readonly Key?: Item
  readonly Item?: Item
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>
}

export const createTable = (): Table => {
  const items = new Map<string, Item>()
  const put = (item: Item): void => void items.set(pkOf(item), item)
  const find = (key: Item): Item | undefined => items.get(pkOf(key))
  return {
    put,
    answer: (call, { Key = {}, Item = {}, RequestItems = {}, ...expression }) => {
      switch (call) {
        case 'GetItem':
          return { Item: find(Key) }
        case 'BatchGetItem':
          return { Responses: readMany(RequestItems, find), UnprocessedKeys: {} }
        case 'UpdateItem':
          put(withOutcome(find(Key) ?? Key, expression))
          return {}
        case 'PutItem':
          put(Item)
          return {}
        default:
          return undefined
      }
    },
  }
}

const pkOf = (item: Item): string => {
  const pk = item['pk']?.S
  if (pk === undefined) throw new TypeError('an item without pk')
  return pk
}

const readMany = (
  requested: NonNullable<TableInput['RequestItems']>,
  find: (key: Item) => Item | undefined,
): Readonly<Record<string, readonly Item[]>> =>
  Object.fromEntries(
    Object.entries(requested).map(([table, { Keys }]) => [table, Keys.map(find).filter((item) => item !== undefined)]),
  )

/** The ledger's only expression: it adds an outcome, and sets when the item expires. */
const withOutcome = (item: Item, { ExpressionAttributeNames, ExpressionAttributeValues }: TableInput): Item => {
  const name = ExpressionAttributeNames?.['#new']
  const { ':new': outcome, ':expiresAt': expiresAt } = ExpressionAttributeValues ?? {}
  if (name === undefined || outcome === undefined || expiresAt === undefined) throw new TypeError('another expression')
  return { [name]: outcome, ...item, expiresAt }
}
