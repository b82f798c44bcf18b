import type { BackfillReporter } from '../reconcile/backfill-reporter.ts'
import { describeForwarded } from './describe-forwarded.ts'
import type { EventDescription } from './event-description.ts'
import { createEventWriter, type EventWriterOptions } from './event-writer.ts'
import { loggedDetail } from './logged-detail.ts'

/**
 * Writes what a backfill does to the log, one line per event. No line has metrics: CloudWatch would take the past for the
 * present, and alarms with it.
 *
 * @param requestId - of the invocation, on every line
 */
export const createBackfillReporter = (options: EventWriterOptions, requestId: string): BackfillReporter => {
  const writeEvent = createEventWriter(options)
  const write = (event: Omit<EventDescription, 'metrics'>): void => writeEvent({ ...event, metrics: {} }, { requestId })
  return {
    told: (summary) => {
      const { level, members } = describeForwarded(summary, [])
      write({ level, message: 'run of the past forwarded', members })
    },
    turn: (tenantId, { checked, told, left, unread, stopped }) => {
      for (const { reason, detail, count } of unread) {
        write({
          level: 'ERROR',
          message: 'runs of the past could not be read',
          members: { reason, detail: loggedDetail(detail), count, tenantId },
        })
      }
      if (stopped !== null) {
        const { reason, detail } = stopped
        write({
          level: 'ERROR',
          message: 'backfill stopped',
          members: { reason, detail: loggedDetail(detail), tenantId },
        })
      }
      // Most days of the past are empty.
      if (checked + told === 0) return
      write({ level: 'INFO', message: 'turn of a backfill done', members: { checked, told, left, tenantId } })
    },
  }
}
