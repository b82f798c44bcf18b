import type { AlertPorts } from './alert-ports.ts'
import type { IncidentItem } from './incident/incident-item.ts'

/** Counts the sinks of an incident that the policy has no more: what they were still to be told is told to nobody. */
export const reportGoneSinks = (
  before: IncidentItem,
  { sinks, report }: Pick<AlertPorts, 'sinks' | 'report'>,
): void => {
  for (const [name, { told, incidentId }] of Object.entries(before.sinks)) {
    const isOwed = told < before.ever || incidentId !== null
    if (!sinks.has(name) && isOwed) report.failed(name, 'the policy has no such sink any more')
  }
}
