import type { AlertPorts } from './alert-ports.ts'
import { SEND_TIMEOUT_MS } from './limits.ts'
import type { Digest } from './notification/digest.ts'
import type { Notification } from './notification/notification.ts'
import type { SendResult } from './notification/sink.ts'

/** One attempt to send a message to a sink; undefined where there is no such sink. */
export const sendTo = async (
  name: string,
  message: Notification | Digest,
  { sinks, timeout }: Pick<AlertPorts, 'sinks' | 'timeout'>,
  signal: AbortSignal,
): Promise<SendResult | undefined> =>
  sinks.get(name)?.send(message, AbortSignal.any([signal, timeout(SEND_TIMEOUT_MS)]))
