import type { SinkState } from './incident-item.ts'

/**
 * The incident that is open at a sink, or may be: of an attempt that had no answer, or of a sender that died, nobody knows.
 *
 * @param takesRecovered - whether the sink is told of failures that are over: then it need not be told of the end of what it
 *   may never have heard of
 */
export const heldIncidentId = (
  { incidentId, maybeIncidentId, claim }: SinkState,
  takesRecovered: boolean,
): string | null => {
  if (incidentId !== null || takesRecovered) return incidentId
  return claim?.kind === 'opened' ? claim.incidentId : maybeIncidentId
}
