import type { IncidentItem } from './incident-item.ts'

/**
 * Ends the open incident because an operator says so. Its sinks are told by the next sweep; the next failure opens another.
 *
 * @param note - why, for those who are told
 * @param now - ms since 1970
 * @returns null where none is open
 */
export const closeIncident = (item: IncidentItem, note: string, now: number): IncidentItem | null => {
  const { open, ever, lastFailAt, sample } = item
  if (open === null) return null
  const ended = { lastFailAt: lastFailAt ?? open.firstFailAt, endedAt: now, everAtEnd: ever, ...(sample && { sample }) }
  return { ...item, open: null, sample: null, last: { ...open, ...ended, reason: 'operator', note }, dueAt: now }
}
