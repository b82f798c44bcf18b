import type { SinkState } from '../../../lib/alerts/incident/incident-item.ts'
import { MINUTE } from './alert-times.ts'

/** A sink that was told everything so far, with some members replaced. */
export const buildSinkState = (overrides: Partial<SinkState> = {}): SinkState => ({
  incidentId: null,
  maybeIncidentId: null,
  told: 0,
  toldAt: null,
  intervalMs: 15 * MINUTE,
  failingSince: null,
  tries: 0,
  tryAt: null,
  claim: null,
  ...overrides,
})
