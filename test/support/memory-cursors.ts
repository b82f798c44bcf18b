import type { Cursor } from '../../lib/reconcile/cursor.ts'
import type { Cursors } from '../../lib/reconcile/cursors.ts'

export interface MemoryCursors extends Cursors {
  /** What is stored for a schedule; undefined where nothing is. */
  of(tenantId: string, schedule: string): Cursor | undefined
  /** The stored time of a tenant's first tick; undefined before it. */
  firstTickOf(tenantId: string): number | undefined
}

/** Cursors that live as long as the test. */
export const createMemoryCursors = (): MemoryCursors => {
  const firstTicks = new Map<string, number>()
  const cursors = new Map<string, Cursor>()
  const key = (tenantId: string, schedule: string) => `${tenantId}#${schedule}`
  return {
    of: (tenantId, schedule) => cursors.get(key(tenantId, schedule)),
    firstTickOf: (tenantId) => firstTicks.get(tenantId),
    firstTick: async (tenantId, now) => {
      const first = firstTicks.get(tenantId) ?? now
      firstTicks.set(tenantId, first)
      return first
    },
    readFirstTick: async (tenantId) => firstTicks.get(tenantId) ?? null,
    read: async (tenantId, schedule) => cursors.get(key(tenantId, schedule)) ?? null,
    store: async (tenantId, schedule, cursor) => {
      // As a table keeps it: nothing that is changed later.
      cursors.set(key(tenantId, schedule), structuredClone(cursor))
    },
  }
}
