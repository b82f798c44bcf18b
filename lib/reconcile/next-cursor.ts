import { MAX_PASSED_OVER_MS } from '../limits.ts'
import { parseTime } from '../run/parse-time.ts'
import type { Cursor, UnreadWindow } from './cursor.ts'
import type { RunRow } from './run-row.ts'

/**
 * Where a schedule stands after a window, or a part of one, of which everything is told that was listed and could be read.
 *
 * @param unread - what of the window was not listed; null for nothing
 * @param passedOver - runs that could not be read: they are in the next window too, for a day
 */
export const nextCursor = (
  cursor: Cursor | null,
  window: UnreadWindow,
  unread: UnreadWindow | null,
  windowMs: number,
  passedOver: readonly RunRow[],
): Cursor => {
  const createdAt = passedOver.map((row) => parseTime(row.createdAt) ?? window.end)
  const heldFrom = Math.min(cursor?.heldFrom ?? Number.POSITIVE_INFINITY, ...createdAt)
  const isHeld = heldFrom < Number.POSITIVE_INFINITY
  const heldSince = cursor?.heldSince ?? window.end
  if (unread !== null) {
    return { readUntil: cursor?.readUntil ?? null, unread, ...(isHeld && { heldSince, heldFrom }) }
  }
  if (!isHeld || window.end - heldSince >= MAX_PASSED_OVER_MS) return { readUntil: window.end, unread }
  return { readUntil: Math.min(window.end, heldFrom + windowMs), unread, heldSince }
}
