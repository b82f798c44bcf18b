import type { IncidentItem, IncidentKey } from './incident-item.ts'

/** An item of which nothing is known yet. */
export const newIncidentItem = (key: IncidentKey): IncidentItem => ({
  key,
  version: 0,
  workflowName: 'unknown',
  open: null,
  last: null,
  ever: 0,
  lastFailAt: null,
  lastOkAt: null,
  recent: [],
  seen: [],
  sample: null,
  sinks: {},
  dueAt: null,
})
