import * as v from 'valibot'
import type { IncidentItem } from '../alerts/incident/incident-item.ts'
import { StoreError } from '../errors.ts'
import { DynamoDbIncidentSchema } from './dynamodb-incident-schema.ts'

/**
 * Checks an incident on its way out of the table, and on its way in: what could never be read again must not take the place
 * of what can.
 *
 * @throws StoreError that names the first member that is wrong, and no value
 */
export const parseDynamoDbIncident = (stored: unknown, done: 'read' | 'written'): IncidentItem => {
  const parsed = v.safeParse(DynamoDbIncidentSchema, stored)
  if (parsed.success) return { ...parsed.output, sinks: Object.fromEntries(parsed.output.sinks) }
  throw new StoreError(`an incident cannot be ${done}: its ${v.getDotPath(parsed.issues[0])} is missing or wrong`)
}
