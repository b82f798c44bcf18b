import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import * as v from 'valibot'
import type { Silence } from '../alerts/policy/alert-policy.ts'

const Text = v.pipe(v.string(), v.nonEmpty())

/** The last time with a year of four digits: a later one is no ms since 1970. */
const MAX_TIME_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const SilenceSchema = v.object({
  // Strict: without a member that is misspelt, it would be for more than it says.
  match: v.pipe(
    v.strictObject({ workflow: v.exactOptional(Text), tenant: v.exactOptional(v.pipe(Text, v.toLowerCase())) }),
    v.check((match) => Object.keys(match).length > 0),
  ),
  until: v.pipe(v.number(), v.maxValue(MAX_TIME_MS)),
  reason: Text,
})

/**
 * A silence out of its item; null where the item is none: it must not hold back what nobody meant it to.
 */
export const readDynamoDbSilence = ({ match, until, reason }: Record<string, AttributeValue>): Silence | null => {
  const parsed = v.safeParse(SilenceSchema, {
    match: match?.M && Object.fromEntries(Object.entries(match.M).map(([name, { S }]) => [name, S])),
    until: Number(until?.N),
    reason: reason?.S,
  })
  return parsed.success ? parsed.output : null
}
