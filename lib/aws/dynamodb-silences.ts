import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SILENCES_CACHE_MS } from '../alerts/limits.ts'
import type { Silence } from '../alerts/policy/alert-policy.ts'
import type { Silences } from '../alerts/silences.ts'
import { throwStoreError } from './dynamodb-incident-fault.ts'
import { queryDynamoDbPages } from './dynamodb-incident-pages.ts'
import { readDynamoDbSilence } from './dynamodb-silence-read.ts'

/**
 * The silences in the table of incidents: an item each, `pk` = `silence`, with `match` (M of S), `until` (N, ms), `reason`.
 *
 * One that is not as it should be is passed over: it must not hold back what nobody meant it to. So is one without a match;
 * for all workflows there is `*`.
 *
 * @param now - milliseconds since 1970: how old what was read is
 */
export const createDynamoDbSilences = (client: DynamoDBClient, TableName: string, now: () => number): Silences => {
  let known: readonly Silence[] | null = null
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<readonly Silence[]> | null = null
  const refresh = async (signal: AbortSignal): Promise<readonly Silence[]> => {
    const startedAt = now()
    try {
      known = await readSilences(client, TableName, signal)
    } catch (cause) {
      if (known === null) throwStoreError('the silences cannot be read')(cause)
    } finally {
      readAt = startedAt
      reading = null
    }
    return known ?? []
  }
  return {
    active: async (at, signal) => {
      const age = now() - readAt
      const isFresh = known !== null && age >= 0 && age < SILENCES_CACHE_MS
      if (!isFresh) reading ??= refresh(signal)
      const silences = await (reading ?? known ?? [])
      return silences.filter(({ until }) => until > at)
    },
  }
}

const readSilences = async (
  client: DynamoDBClient,
  TableName: string,
  signal: AbortSignal,
): Promise<readonly Silence[]> => {
  const silences: Silence[] = []
  const pages = queryDynamoDbPages(client, signal, {
    TableName,
    KeyConditionExpression: 'pk = :silence',
    ExpressionAttributeValues: { ':silence': { S: 'silence' } },
    ConsistentRead: true,
  })
  for await (const { Items = [] } of pages) silences.push(...Items.flatMap((item) => readDynamoDbSilence(item) ?? []))
  return silences
}
