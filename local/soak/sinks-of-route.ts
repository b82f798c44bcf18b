import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import policy from '../alerts.config.ts'

/** Names of the sinks that the local cloud's policy tells of an incident; none where it has no such route. */
export const sinksOfRoute = ({ key }: IncidentItem): readonly string[] =>
  policy.routes.find(({ name }) => name === key.route)?.sinks ?? []
