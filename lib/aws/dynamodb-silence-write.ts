import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Silence } from '../alerts/policy/alert-policy.ts'

/** The item of a silence in the table of incidents. It goes by itself once it is over. */
export const writeDynamoDbSilence = (
  id: string,
  { match, until, reason }: Silence,
): Record<string, AttributeValue> => ({
  pk: { S: 'silence' },
  sk: { S: id },
  match: { M: Object.fromEntries(Object.entries(match).map(([name, text]) => [name, { S: text }])) },
  until: { N: String(until) },
  reason: { S: reason },
  expiresAt: { N: String(Math.ceil(until / 1_000)) },
})
