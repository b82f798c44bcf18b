import { endOfIncident } from './end-of-incident.ts'
import type { IncidentContext } from './incident-context.ts'
import type { IncidentItem } from './incident-item.ts'

/** Ends the open incident if it is time: a newer run has succeeded and it was quiet since, no run came for long, or its route is gone. */
export const endIncident = (item: IncidentItem, { route, now }: IncidentContext): IncidentItem => {
  const { open, ever, lastFailAt, lastOkAt, sample } = item
  if (open === null) return item
  const { at, reason } = endOfIncident(item, open, route)
  if (now < at) return item
  // It was over with the good run, not only when it had been quiet for long enough to say so.
  const endedAt = reason === 'succeeded' ? Math.min(lastOkAt ?? now, now) : now
  const last = {
    ...open,
    lastFailAt: lastFailAt ?? open.firstFailAt,
    endedAt,
    reason,
    everAtEnd: ever,
    ...(sample && { sample }),
  }
  return { ...item, open: null, last, sample: null }
}
