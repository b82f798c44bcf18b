import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { IncidentItem, IncidentKey } from '../alerts/incident/incident-item.ts'
import { StoreError } from '../errors.ts'
import { isJsonObject } from '../run/is-json-object.ts'
import { parseJson } from '../run/parse-json.ts'
import { DYNAMODB_INCIDENT_FORM } from './dynamodb-incident-form.ts'
import { parseDynamoDbIncident } from './dynamodb-incident-parse.ts'
import { readSeenFailures } from './read-seen-failures.ts'

/** The form before, in which remembered failures had no times: the rest is read, and they are forgotten. */
const FORM_WITHOUT_TIMES = '1'

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
  if (form !== DYNAMODB_INCIDENT_FORM && form !== FORM_WITHOUT_TIMES) {
    throw new StoreError(
      `an incident cannot be read: it has form ${form ?? 'none'}, and only ${FORM_WITHOUT_TIMES} and ${DYNAMODB_INCIDENT_FORM} are known`,
    )
  }
  const incident = parseJson(attributes['incident']?.S ?? '')
  if (!isJsonObject(incident)) throw new StoreError('an incident cannot be read: it is not a JSON object')
  const dueAt = attributes['dueAt']
  const stored = {
    ...incident,
    key,
    version: Number(attributes['version']?.N),
    seen: form === FORM_WITHOUT_TIMES || attributes['seen'] === undefined ? [] : readSeenFailures(attributes['seen'].B),
    dueAt: dueAt === undefined ? null : Number(dueAt.N),
  }
  return parseDynamoDbIncident(stored, 'read')
}
