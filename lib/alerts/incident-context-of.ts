import type { AlertPorts } from './alert-ports.ts'
import type { IncidentContext } from './incident/incident-context.ts'
import type { IncidentKey } from './incident/incident-item.ts'
import type { Silence } from './policy/alert-policy.ts'
import { silencedUntil } from './policy/silenced-until.ts'

/**
 * What an incident is judged by, now.
 *
 * @param silences - those that operators set, beside the policy's
 * @param claimant - who is to tell what is due; null where nobody will now
 */
export const incidentContextOf = (
  { tenantId, route }: IncidentKey,
  workflowName: string,
  { policy, sinks, now }: Pick<AlertPorts, 'policy' | 'sinks' | 'now'>,
  silences: readonly Silence[],
  claimant: string | null,
): IncidentContext => ({
  route: policy.routes.find(({ name }) => name === route) ?? null,
  sinks,
  silencedUntil: silencedUntil([...policy.silences, ...silences], { tenantId, workflowName }, now()),
  now: now(),
  claimant,
})
