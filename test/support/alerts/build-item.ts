import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { newIncidentItem } from '../../../lib/alerts/incident/new-incident-item.ts'
import { buildSinkState } from './build-sink-state.ts'
import { INCIDENT_KEY } from './incident-key.ts'

/** A stored item of which nothing was told yet, with some members replaced. */
export const buildItem = (overrides: Partial<IncidentItem> = {}): IncidentItem => ({
  ...newIncidentItem(INCIDENT_KEY),
  version: 1,
  workflowName: 'charge-card',
  sinks: { team: buildSinkState() },
  ...overrides,
})
