import type { AlertPorts } from './alert-ports.ts'
import { giveUp } from './give-up.ts'
import { hasFailedForLong } from './has-failed-for-long.ts'
import type { Delivery } from './incident/delivery.ts'
import type { SinkState } from './incident/incident-item.ts'
import { MAX_ASKED_WAIT_MS } from './limits.ts'
import type { Digest } from './notification/digest.ts'
import type { Notification } from './notification/notification.ts'
import { retryWaitMs } from './retry-wait-ms.ts'
import { sendTo } from './send-to.ts'
import { unlessStoreFails } from './unless-store-fails.ts'

/**
 * Tells a sink once, admitted already: one attempt, and what it refuses for ever goes to the fallback.
 *
 * @param before - the sink's state, of a digest that which has failed longest
 * @param failures - transient failures of the sink in a row before this, over all incidents
 */
export const deliver = async (
  name: string,
  message: Notification | Digest,
  before: Pick<SinkState, 'tries' | 'failingSince'>,
  failures: number,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Delivery> => {
  const { gate, report, now } = ports
  const incidents = message.kind === 'digest' ? message.notifications.length : 1
  const result = await sendTo(name, message, ports, signal)
  if (result === undefined) return { type: 'told' }
  if (result.ok) {
    report.sent(name, message.kind, incidents)
    if (failures > 0) await unlessStoreFails(ports, () => gate.worked(name, signal))
    return { type: 'told' }
  }
  if (!result.isTransient || hasFailedForLong(before, now()))
    return giveUp(name, message, result.detail, before, ports, signal)
  report.postponed(name, result.detail)
  const tryAt = now() + Math.min(Math.max(result.retryAfterMs ?? retryWaitMs(before.tries), 1_000), MAX_ASKED_WAIT_MS)
  // What came of the attempt stands, whether or not the gate hears of it.
  await unlessStoreFails(ports, () => gate.failed(name, tryAt, signal))
  return { type: 'failed', tryAt }
}
