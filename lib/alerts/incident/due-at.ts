import { INCIDENT_RECHECK_MS } from '../limits.ts'
import { endOfIncident } from './end-of-incident.ts'
import type { IncidentContext } from './incident-context.ts'
import type { IncidentItem } from './incident-item.ts'
import { nextNotification } from './next-notification.ts'

/**
 * When there is something to do next if nothing more happens, ms since 1970; null for never. An open incident is looked at
 * now and then, since its route may go, and a silence may come or go.
 */
export const dueAt = (item: IncidentItem, context: IncidentContext): number | null => {
  const { route, now } = context
  const times = Object.entries(item.sinks).flatMap(([name, sink]) => {
    const next = nextNotification(item, name, sink, context)
    if (next === null) return sink.claim !== null && sink.claim.until > now ? [sink.claim.until] : []
    return Math.max(next.at, sink.claim?.until ?? next.at)
  })
  if (item.open !== null) times.push(endOfIncident(item, item.open, route).at, now + INCIDENT_RECHECK_MS)
  return times.length === 0 ? null : Math.max(0, Math.min(...times))
}
