import type { AlertReporter } from '../alerts/alert-ports.ts'
import type { EventDescription } from './event-description.ts'
import { createEventWriter, type EventWriterOptions } from './event-writer.ts'
import { loggedDetail } from './logged-detail.ts'

/**
 * Tells CloudWatch what becomes of notifications, one line per event, which is both its log and its metrics.
 *
 * @param requestId - of the invocation, on every line
 */
export const createAlertReporter = (options: EventWriterOptions, requestId: string): AlertReporter => {
  const writeEvent = createEventWriter(options)
  const write = (event: EventDescription): void => writeEvent(event, { requestId })
  return {
    sent: (sink, kind, incidents) =>
      write({
        level: 'INFO',
        message: 'notification sent',
        members: { sink, kind, incidents },
        metrics: { NotificationsSent: 1 },
      }),
    postponed: (sink, detail) =>
      write({
        level: 'WARN',
        message: 'notification not sent, and tried again later',
        members: { sink, detail: loggedDetail(detail) },
        metrics: { NotificationsPostponed: 1 },
      }),
    failed: (sink, detail) =>
      write({
        level: 'ERROR',
        message: 'notification given up: the fallback has it, where there is one',
        members: { sink, detail: loggedDetail(detail) },
        metrics: { NotificationsFailed: 1 },
      }),
    fault: (detail) =>
      write({
        level: 'ERROR',
        message: 'alerting failed in part',
        members: { detail: loggedDetail(detail) },
        metrics: { AlertErrors: 1 },
      }),
    swept: (pending) => write({ level: 'INFO', message: 'swept', members: {}, metrics: { OpenIncidents: pending } }),
  }
}
