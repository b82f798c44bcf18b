import type { IncidentOutcome } from '../../../lib/alerts/incident/incident-outcome.ts'

/**
 * A success, as an incident takes it.
 *
 * @param at - when the run finished, ms since 1970
 */
export const buildSuccess = (at: number): IncidentOutcome => ({ type: 'succeeded', at })
