import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { IncidentItem } from '../alerts/incident/incident-item.ts'
import { CLOSED_INCIDENT_RETENTION_MS } from '../alerts/limits.ts'
import { DYNAMODB_INCIDENT_FORM } from './dynamodb-incident-form.ts'
import { DYNAMODB_INCIDENT_INDEX } from './dynamodb-incident-index.ts'
import { dynamoDbIncidentKey } from './dynamodb-incident-key.ts'
import { parseDynamoDbIncident } from './dynamodb-incident-parse.ts'
import { writeSeenFailures } from './write-seen-failures.ts'

/**
 * The attributes of an incident. It is in the index only while something is due, and expires only while nothing is, and none
 * is open.
 *
 * @param now - milliseconds since 1970
 * @throws StoreError if it could not be read again
 */
export const writeDynamoDbIncident = (item: IncidentItem, now: number): Record<string, AttributeValue> => {
  const stored = { ...item, sinks: Object.entries(item.sinks) }
  parseDynamoDbIncident(stored, 'written')
  const { key, version, seen, dueAt, ...incident } = stored
  return {
    ...dynamoDbIncidentKey(key),
    form: { N: DYNAMODB_INCIDENT_FORM },
    version: { N: String(version) },
    incident: { S: JSON.stringify(incident) },
    ...(seen.length > 0 && { seen: { B: writeSeenFailures(seen) } }),
    ...(dueAt !== null && { due: { S: DYNAMODB_INCIDENT_INDEX }, dueAt: { N: String(dueAt) } }),
    ...(dueAt === null && incident.open === null && { expiresAt: { N: expirySeconds(now) } }),
  }
}

const expirySeconds = (now: number): string => String(Math.ceil((now + CLOSED_INCIDENT_RETENTION_MS) / 1_000))
