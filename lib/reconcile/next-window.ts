import { MAX_WINDOW_MS } from '../limits.ts'
import { isoTime } from '../run/iso-time.ts'
import type { Cursor, UnreadWindow } from './cursor.ts'

/**
 * What a schedule reads next: what it had no time for, or everything from its window before the end of what it has read.
 * After days in which it could not read, nothing is left out.
 *
 * @param now - Hatchet's, ms since 1970
 */
export const nextWindow = (cursor: Cursor | null, windowMs: number, now: number): UnreadWindow => {
  if (cursor?.unread) return cursor.unread
  const since = Math.min(cursor?.readUntil ?? now, now) - windowMs
  return { since: Math.max(since, now - MAX_WINDOW_MS), until: isoTime(now), offset: 0, end: now }
}
