import type { IncidentOutcome } from '../../../lib/alerts/incident/incident-outcome.ts'

/**
 * A failure, as an incident takes it.
 *
 * @param index - another one for another number
 * @param at - when the run finished, ms since 1970
 */
export const buildFailure = (index: number, at: number): Extract<IncidentOutcome, { type: 'failed' }> => ({
  type: 'failed',
  outcomeId: index.toString(16).padStart(16, '0'),
  workflowName: 'charge-card',
  at,
  sample: {
    at,
    runId: `run-${index}`,
    displayName: `charge-card-${index}`,
    status: 'FAILED',
    url: `https://hatchet.example/runs/${index}`,
    error: 'Error: card declined',
    failedTasks: ['charge'],
    durationMs: 250,
  },
})
