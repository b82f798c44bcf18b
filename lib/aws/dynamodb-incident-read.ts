import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { IncidentItem, IncidentKey } from '../alerts/incident/incident-item.ts'
import { StoreError } from '../errors.ts'
import { isJsonObject } from '../run/is-json-object.ts'
import { parseJson } from '../run/parse-json.ts'
import { DYNAMODB_INCIDENT_FORM } from './dynamodb-incident-form.ts'
import { parseDynamoDbIncident } from './dynamodb-incident-parse.ts'
import { readSeenFailures } from './read-seen-failures.ts'

/**
 * An incident out of its attributes.
 *
 * @throws StoreError if they are of another form, or garbage: to begin anew would lose what was counted
 */
export const readDynamoDbIncident = (
  key: IncidentKey,
  attributes: Readonly<Record<string, AttributeValue>>,
): IncidentItem => {
  const form = attributes['form']?.N
  if (form !== DYNAMODB_INCIDENT_FORM) {
    throw new StoreError(
      `an incident cannot be read: it has form ${form ?? 'none'}, and only form ${DYNAMODB_INCIDENT_FORM} is known`,
    )
  }
  const incident = parseJson(attributes['incident']?.S ?? '')
  if (!isJsonObject(incident)) throw new StoreError('an incident cannot be read: it is not a JSON object')
  const dueAt = attributes['dueAt']
  const stored = {
    ...incident,
    key,
    version: Number(attributes['version']?.N),
    seen: attributes['seen'] === undefined ? [] : readSeenFailures(attributes['seen'].B),
    dueAt: dueAt === undefined ? null : Number(dueAt.N),
  }
  return parseDynamoDbIncident(stored, 'read')
}
