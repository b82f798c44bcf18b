import type { AlertPorts } from './alert-ports.ts'
import { SEND_TIMEOUT_MS } from './limits.ts'
import type { Digest } from './notification/digest.ts'
import type { Notification } from './notification/notification.ts'
import type { SendResult } from './notification/sink.ts'

/**
 * One attempt to send a message to a sink, which has SEND_TIMEOUT_MS at most whatever the sink does, and never throws.
 *
 * @returns undefined where there is no such sink
 */
export const sendTo = async (
  name: string,
  message: Notification | Digest,
  { sinks, timeout }: Pick<AlertPorts, 'sinks' | 'timeout'>,
  signal: AbortSignal,
): Promise<SendResult | undefined> => {
  const sink = sinks.get(name)
  if (sink === undefined) return undefined
  const limit = AbortSignal.any([signal, timeout(SEND_TIMEOUT_MS)])
  const late = Promise.withResolvers<SendResult>()
  const isLate = (): void => late.resolve(transient('no answer in time'))
  if (limit.aborted) isLate()
  limit.addEventListener('abort', isLate, { once: true })
  try {
    return await Promise.race([sink.send(message, limit), late.promise])
  } catch {
    return transient('the sink failed')
  } finally {
    limit.removeEventListener('abort', isLate)
  }
}

const transient = (detail: string): SendResult => ({ ok: false, isTransient: true, retryAfterMs: null, detail })
