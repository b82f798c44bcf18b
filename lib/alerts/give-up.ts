import type { AlertPorts } from './alert-ports.ts'
import { hasFailedForLong } from './has-failed-for-long.ts'
import type { Delivery } from './incident/delivery.ts'
import type { SinkState } from './incident/incident-item.ts'
import type { Digest } from './notification/digest.ts'
import type { Notification } from './notification/notification.ts'
import { retryWaitMs } from './retry-wait-ms.ts'
import { sendTo } from './send-to.ts'

/**
 * Gives up telling a sink: the fallback is told instead. Where that fails too, and may not the next time, both are tried
 * again later, for a day.
 *
 * @param before - the sink's state
 * @param detail - why, for the log and whoever gets it instead
 */
export const giveUp = async (
  name: string,
  message: Notification | Digest,
  detail: string,
  before: Pick<SinkState, 'failingSince' | 'tries'>,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Delivery> => {
  const { fallback, report, now } = ports
  report.failed(name, detail)
  if (fallback === null || fallback === name) return { type: 'told' }
  const result = await sendTo(fallback, { ...message, undelivered: { sink: name, why: detail } }, ports, signal)
  if (result === undefined || result.ok) return { type: 'told' }
  report.fault(`the fallback ${fallback} failed as well: ${result.detail}`)
  if (!result.isTransient || hasFailedForLong(before, now())) return { type: 'told' }
  return { type: 'failed', tryAt: now() + retryWaitMs(before.tries) }
}
