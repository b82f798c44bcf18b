import type { IncidentRules } from '../policy/alert-policy.ts'
import type { EndedIncident, IncidentItem, OpenIncident } from './incident-item.ts'

/**
 * When an open incident ends if nothing more happens, and why.
 *
 * @param rules - of its route; null where that is gone
 */
export const endOfIncident = (
  { lastFailAt, lastOkAt }: Pick<IncidentItem, 'lastFailAt' | 'lastOkAt'>,
  { openedAt, firstFailAt }: OpenIncident,
  rules: IncidentRules | null,
): { readonly at: number; readonly reason: EndedIncident['reason'] } => {
  if (rules === null) return { at: Number.NEGATIVE_INFINITY, reason: 'unrouted' }
  const failedAt = lastFailAt ?? firstFailAt
  if (lastOkAt !== null && lastOkAt > failedAt) return { at: failedAt + rules.resolveAfterQuiet, reason: 'succeeded' }
  return { at: Math.max(failedAt, openedAt) + rules.closeAfter, reason: 'quiet' }
}
