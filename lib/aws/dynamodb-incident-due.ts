import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { IncidentKey } from '../alerts/incident/incident-item.ts'
import type { IncidentStore } from '../alerts/incident-store.ts'
import { throwStoreError } from './dynamodb-incident-fault.ts'
import { DYNAMODB_INCIDENT_INDEX } from './dynamodb-incident-index.ts'
import { queryDynamoDbPages } from './dynamodb-incident-pages.ts'

/** The index of incidents with something to do. It follows the table within moments. */
export const createDynamoDbDueIncidents = (
  client: DynamoDBClient,
  TableName: string,
): Pick<IncidentStore, 'due' | 'countPending'> => {
  const index = { TableName, IndexName: DYNAMODB_INCIDENT_INDEX }
  const hash = { ':due': { S: DYNAMODB_INCIDENT_INDEX } }
  return {
    due: async (now, limit, signal) => {
      if (limit < 1) return []
      const keys: IncidentKey[] = []
      const pages = queryDynamoDbPages(client, signal, {
        ...index,
        KeyConditionExpression: 'due = :due AND dueAt <= :now',
        ExpressionAttributeValues: { ...hash, ':now': { N: String(now) } },
        Limit: limit,
      })
      try {
        for await (const { Items = [] } of pages) {
          keys.push(...Items.flatMap(readKey))
          if (keys.length >= limit) break
        }
      } catch (cause) {
        return throwStoreError('what is due cannot be read')(cause)
      }
      return keys.slice(0, limit)
    },
    countPending: async (signal) => {
      let pending = 0
      const query = { KeyConditionExpression: 'due = :due', ExpressionAttributeValues: hash, Select: 'COUNT' as const }
      try {
        for await (const { Count = 0 } of queryDynamoDbPages(client, signal, { ...index, ...query })) pending += Count
      } catch (cause) {
        return throwStoreError('what is due cannot be counted')(cause)
      }
      return pending
    },
  }
}

/** What was put into the index by hand, and is no incident, has no such key. */
const readKey = ({ pk, sk }: Record<string, AttributeValue>): readonly IncidentKey[] => {
  const [, tenantId, workflowId] = /^([^#]+)#(.+)$/s.exec(pk?.S ?? '') ?? []
  const route = sk?.S
  return tenantId === undefined || workflowId === undefined || route === undefined
    ? []
    : [{ tenantId, workflowId, route }]
}
