import { exchange, type HttpAnswer } from './exchange.ts'

export interface PostOptions {
  /** Longest body of an answer that is read. */
  readonly maxBytes: number
  readonly connectTimeoutMs: number
  /** From the start to the last byte of the answer. */
  readonly requestTimeoutMs: number
}

/**
 * Posts JSON once, over a connection of its own: one that was kept may have gone while the function slept, and what is
 * posted on it may be lost or may not.
 *
 * @throws HttpError if there is no whole answer
 */
export const postJson = (url: URL, value: unknown, options: PostOptions, signal: AbortSignal): Promise<HttpAnswer> => {
  const body = JSON.stringify(value)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'accept-encoding': 'identity',
    'user-agent': 'hatchet-run-relay',
  }
  return exchange({ ...options, method: 'POST', url, headers, body, agent: false, isRead: () => true }, signal)
}
