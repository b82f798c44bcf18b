import type { IncidentItem, IncidentKey } from '../../../lib/alerts/incident/incident-item.ts'
import type { IncidentStore } from '../../../lib/alerts/incident-store.ts'

/** What a write changed. */
export interface IncidentWrite {
  readonly before: IncidentItem | null
  readonly after: IncidentItem
}

export interface MemoryIncidents extends IncidentStore {
  /** What is stored now. */
  items(): readonly IncidentItem[]
  /** Writes that had an effect, and those that another was before. */
  readonly writes: IncidentWrite[]
  /** Is told of each write that has an effect. */
  onWrite: (write: IncidentWrite) => void
  lostRaces(): number
  /** When something is due next, of all items; null for never. */
  nextDueAt(): number | null
}

/** Incidents that live as long as the test. Items are never changed, so that they need no copy. */
export const createMemoryIncidents = (): MemoryIncidents => {
  const stored = new Map<string, IncidentItem>()
  const writes: IncidentWrite[] = []
  let lostRaces = 0
  const name = ({ tenantId, workflowId, route }: IncidentKey): string => `${tenantId}#${workflowId}#${route}`
  const pending = (): (IncidentItem & { readonly dueAt: number })[] =>
    [...stored.values()].flatMap((item) => (item.dueAt === null ? [] : [{ ...item, dueAt: item.dueAt }]))
  const incidents: MemoryIncidents = {
    writes,
    onWrite: () => {},
    items: () => [...stored.values()],
    lostRaces: () => lostRaces,
    nextDueAt: () => pending().reduce<number | null>((least, { dueAt }) => Math.min(least ?? dueAt, dueAt), null),
    read: async (key) => stored.get(name(key)) ?? null,
    write: async (item) => {
      const before = stored.get(name(item.key)) ?? null
      if ((before?.version ?? 0) !== item.version) {
        lostRaces += 1
        return null
      }
      const after = { ...item, version: item.version + 1 }
      stored.set(name(item.key), after)
      writes.push({ before, after })
      incidents.onWrite({ before, after })
      return after
    },
    due: async (now, limit) =>
      pending()
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit)
        .map(({ key }) => key),
    countPending: async () => pending().length,
  }
  return incidents
}
