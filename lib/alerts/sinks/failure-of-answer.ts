import type { HttpAnswer } from '../../http/exchange.ts'
import { parseRetryAfter } from '../../http/parse-retry-after.ts'
import type { SendResult } from '../notification/sink.ts'

/** Statuses below 500 that say nothing of the message: a proxy waited too long, or there were too many. */
const PASSING: readonly number[] = [408, 425, 429]

/**
 * What an answer that is no success means: 5xx, 408, 425 and 429 pass; any other is for ever, a redirect among them, and a
 * 2xx that is not what the sink promises: whoever took it would take it again and again.
 *
 * @param word - what the sink says of it; told in logs where it is a plain word
 * @param now - ms since 1970
 */
export const failureOfAnswer = ({ status, headers }: HttpAnswer, word: string, now: number): SendResult => {
  const said = /^[a-z][a-z_]{0,63}$/.test(word) ? ` ${word}` : ''
  const detail = `answered ${status}${said}${status < 300 ? ', not as promised' : ''}`
  if (status < 500 && !PASSING.includes(status)) return { ok: false, isTransient: false, detail }
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now) || null
  return { ok: false, isTransient: true, retryAfterMs, detail }
}
