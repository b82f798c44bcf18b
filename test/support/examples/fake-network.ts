import { vi } from 'vitest'

/** What comes back of a request: an answer, after so many ms; none, ever; or a connection that breaks. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly retryAfter?: string; readonly afterMs?: number }
  | 'hang'
  | 'reset'

interface Sent {
  /** ms on the clock that tests move. */
  readonly at: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const FAKE_HATCHET = 'https://hatchet.example.com'
export const FAKE_RELAY = 'https://relay.example.com/webhooks/hatchet'

/**
 * Takes the place of `fetch`. Each of the two gives its replies one after another, the last one for ever.
 *
 * @returns what was sent to each
 */
export const fakeNetwork = (hatchet: readonly Reply[], relay: readonly Reply[]): { hatchet: Sent[]; relay: Sent[] } => {
  const sent = { hatchet: [] as Sent[], relay: [] as Sent[] }
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const [replies, requests] = url === FAKE_RELAY ? [relay, sent.relay] : [hatchet, sent.hatchet]
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? 'reset'
    const headers = Object.fromEntries(new Headers(init.headers))
    requests.push({ at: performance.now(), url, headers, body: String(init.body ?? '') })
    return answer(reply, init.signal as AbortSignal)
  })
  return sent
}

const answer = (reply: Reply, signal: AbortSignal): Promise<Response> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    if (reply === 'hang') return
    if (reply === 'reset') {
      reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }))
      return
    }
    const { status, body, retryAfter, afterMs = 0 } = reply
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    setTimeout(() => resolve(new Response(text, { status, headers })), afterMs)
  })
