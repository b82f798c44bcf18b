import { COMPLETED_LEFT_TO_POLLS_MS, MAX_WINDOW_MS } from '../limits.ts'
import { parseTime } from '../run/parse-time.ts'
import { hasSettled } from './has-settled.ts'
import type { RunRow } from './run-row.ts'

/**
 * Whether a run that ended then may be told by backfill: it has settled, and no poll will tell it. Polls tell what ended
 * since the tenant's first tick, as long as a schedule's window holds the run's creation; told here first, it would be
 * missing in the alerts.
 *
 * @param end - like the others, in Hatchet's time: ms since 1970
 * @param firstTick - or `now`, where there was none yet
 */
export const isPast = (
  end: number,
  { createdAt, status }: Pick<RunRow, 'createdAt' | 'status'>,
  firstTick: number,
  now: number,
): boolean => {
  if (!hasSettled(end, now)) return false
  const polledMs = status === 'COMPLETED' ? COMPLETED_LEFT_TO_POLLS_MS : MAX_WINDOW_MS
  return end < firstTick || (parseTime(createdAt) ?? now) < now - polledMs
}
