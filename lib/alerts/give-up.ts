import type { AlertPorts } from './alert-ports.ts'
import type { Delivery } from './incident/delivery.ts'
import type { Digest } from './notification/digest.ts'
import type { Notification } from './notification/notification.ts'
import { sendTo } from './send-to.ts'

/**
 * Gives up telling a sink: the fallback is told instead, in one attempt, since it has no fallback itself.
 *
 * @param detail - why, for the log and whoever gets it instead
 */
export const giveUp = async (
  name: string,
  message: Notification | Digest,
  detail: string,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Delivery> => {
  const { fallback, report } = ports
  report.failed(name, detail)
  if (fallback === null || fallback === name) return { type: 'told' }
  const result = await sendTo(fallback, { ...message, undelivered: { sink: name, why: detail } }, ports, signal)
  if (result?.ok === false) report.fault(`the fallback ${fallback} failed as well: ${result.detail}`)
  return { type: 'told' }
}
