import { isUtf8 } from 'node:buffer'
import { HatchetError } from '../errors.ts'
import type { HttpAnswer } from '../http/exchange.ts'
import { MAX_UNCHECKED_CHARS } from '../limits.ts'
import { isTooDeep } from '../run/is-too-deep.ts'
import { parseJson } from '../run/parse-json.ts'

export interface ExpectedAnswer {
  /** What was asked, for people: "listing runs". */
  readonly words: string
  readonly maxBytes: number
  /** Whether what was asked for may be gone. */
  readonly mayBeMissing: boolean
}

/**
 * The JSON of an answer of Hatchet's API; undefined where it has not, or no longer, what was asked for.
 *
 * @throws HatchetError whose message tells the status, and nothing else of the answer
 */
export const readAnswer = ({ status, headers, body }: HttpAnswer, expected: ExpectedAnswer): unknown => {
  const { words, maxBytes, mayBeMissing } = expected
  if (status === 404 && mayBeMissing) return undefined
  if (status !== 200) throw new HatchetError(faultOf(status), `${words}: status ${status}`)
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity') throw new HatchetError('answer', `${words}: an encoded answer`)
  if (body === null) throw new HatchetError('too-large', `${words}: an answer of more than ${maxBytes} bytes`)
  const text = isUtf8(body) ? body.toString('utf8') : ''
  if (text.length > MAX_UNCHECKED_CHARS && isTooDeep(text)) {
    throw new HatchetError('too-large', `${words}: an answer that is nested too deep`)
  }
  const value = parseJson(text)
  if (value === undefined) throw new HatchetError('answer', `${words}: an answer that is not JSON in UTF-8`)
  return value
}

/** Hatchet itself answers 403 to every bad token, and never 401 or 429: proxies before it do. */
const faultOf = (status: number): HatchetError['reason'] => {
  if (status === 401 || status === 403) return 'auth'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'unavailable' : 'answer'
}
