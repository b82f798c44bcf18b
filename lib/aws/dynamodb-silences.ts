import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as v from 'valibot'
import { SILENCES_CACHE_MS } from '../alerts/limits.ts'
import type { Silence } from '../alerts/policy/alert-policy.ts'
import type { Silences } from '../alerts/silences.ts'
import { throwStoreError } from './dynamodb-incident-fault.ts'
import { queryDynamoDbPages } from './dynamodb-incident-pages.ts'

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
  for await (const { Items = [] } of pages) silences.push(...Items.flatMap((item) => readSilence(item) ?? []))
  return silences
}

const Text = v.pipe(v.string(), v.nonEmpty())

/** The last time with a year of four digits: a later one is no ms since 1970. */
const MAX_TIME_MS = Date.UTC(9999, 11, 31)

const SilenceSchema = v.object({
  // Strict: without a member that is misspelt, it would be for more than it says.
  match: v.pipe(
    v.strictObject({ workflow: v.exactOptional(Text), tenant: v.exactOptional(v.pipe(Text, v.toLowerCase())) }),
    v.check((match) => Object.keys(match).length > 0),
  ),
  until: v.pipe(v.number(), v.maxValue(MAX_TIME_MS)),
  reason: v.string(),
})

const readSilence = ({ match, until, reason }: Record<string, AttributeValue>): Silence | null => {
  const parsed = v.safeParse(SilenceSchema, {
    match: match?.M && Object.fromEntries(Object.entries(match.M).map(([name, { S }]) => [name, S])),
    until: Number(until?.N),
    reason: reason?.S,
  })
  return parsed.success ? parsed.output : null
}
