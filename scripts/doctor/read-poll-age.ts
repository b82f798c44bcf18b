import type { Cursors } from '../../lib/reconcile/cursors.ts'

/** How far a schedule has read a tenant. */
export interface PollAge {
  /** Whether it has read it at all. */
  readonly hasRead: boolean
  /** Since it read, or else since the tenant's first poll by any schedule, ms; null before that. */
  readonly ageMs: number | null
}

/**
 * Reads how long ago a schedule has read a tenant.
 *
 * @param now - ms since 1970
 * @throws LedgerError
 */
export const readPollAge = async (
  cursors: Cursors,
  tenantId: string,
  schedule: string,
  now: number,
  signal: AbortSignal,
): Promise<PollAge> => {
  const cursor = await cursors.read(tenantId, schedule, signal)
  const until = Math.max(cursor?.readUntil ?? 0, cursor?.unread?.end ?? 0)
  if (until > 0) return { hasRead: true, ageMs: now - until }
  const first = await cursors.readFirstTick(tenantId, signal)
  return { hasRead: false, ageMs: first === null ? null : now - first }
}
