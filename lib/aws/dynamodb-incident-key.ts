import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { IncidentKey } from '../alerts/incident/incident-item.ts'

/** Where an incident is in its table: all routes of a workflow beside each other. */
export const dynamoDbIncidentKey = ({ tenantId, workflowId, route }: IncidentKey): Record<string, AttributeValue> => ({
  pk: { S: `${tenantId}#${workflowId}` },
  sk: { S: route },
})
