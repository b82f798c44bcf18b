import { MAX_PASSED_OVER_MS } from '../limits.ts'
import { parseTime } from '../run/parse-time.ts'
import type { Cursor, UnreadWindow } from './cursor.ts'
import type { RunRow } from './run-row.ts'

/**
 * Where a schedule stands after a window, of which everything is told that was listed and could be read.
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
  const before = cursor?.readUntil ?? null
  if (unread !== null) return { ...cursor, readUntil: before, unread }
  const heldSince = cursor?.heldSince ?? window.end
  if (passedOver.length === 0 || window.end - heldSince >= MAX_PASSED_OVER_MS) return { readUntil: window.end, unread }
  const oldest = Math.min(...passedOver.map(({ createdAt }) => parseTime(createdAt) ?? window.end))
  return { readUntil: Math.min(window.end, oldest + windowMs), unread, heldSince }
}
