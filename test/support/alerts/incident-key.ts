import type { IncidentKey } from '../../../lib/alerts/incident/incident-item.ts'

/** The incident that tests are about. */
export const INCIDENT_KEY: IncidentKey = {
  tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52',
  workflowId: '295edaa9-b928-4f65-9c69-5b82b49b659c',
  route: 'default',
}
