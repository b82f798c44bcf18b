import type { RunSummary } from '../run/run-summary-schema.ts'
import type { IncidentOutcome } from './incident/incident-outcome.ts'
import { sampleOf } from './sample-of.ts'

/** What an incident takes of the end of a run. */
export const outcomeOf = (summary: RunSummary): IncidentOutcome => {
  // A run cannot have finished after it was told of, whatever a worker's clock says: an end in the future would hide all others.
  const at = Math.min(Date.parse(summary.finishedAt ?? summary.receivedAt), Date.parse(summary.receivedAt))
  if (summary.status === 'COMPLETED') return { type: 'succeeded', at }
  const { id, workflowName } = summary
  return { type: 'failed', outcomeId: id.slice(0, 16), workflowName, at, sample: sampleOf(summary, at) }
}
