import type { SendResult } from '../notification/sink.ts'
import type { SinkSecrets } from './sink-secrets.ts'

/**
 * Sends with a secret, once. Where it is refused for ever and the secret has been replaced since it was read, once more with
 * the new one.
 *
 * @param attempt - sends with a value of the secret; HttpError where there is no whole answer
 */
export const sendWithSecret = async (
  secrets: SinkSecrets,
  name: string,
  attempt: (value: string) => Promise<SendResult>,
  signal: AbortSignal,
): Promise<SendResult> => {
  const secret = await secrets.get(name, signal)
  if (!secret.ok) {
    const { isTransient, detail } = secret
    return isTransient ? { ok: false, isTransient, retryAfterMs: null, detail } : { ok: false, isTransient, detail }
  }
  const first = await answered(() => attempt(secret.value))
  if (first.ok || first.isTransient) return first
  const renewed = await secrets.renew(name, secret.value, signal)
  return renewed === null ? first : answered(() => attempt(renewed))
}

/** Anything that is thrown is a failure that may pass. */
const answered = async (attempt: () => Promise<SendResult>): Promise<SendResult> => {
  try {
    return await attempt()
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : 'an error that is none was thrown'
    return { ok: false, isTransient: true, retryAfterMs: null, detail }
  }
}
