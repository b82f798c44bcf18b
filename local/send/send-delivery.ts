import { signDelivery } from '../sender/sign-delivery.ts'

/** How the last attempt to deliver ended. */
export interface Delivered {
  /** Status of the answer; null if there was none. */
  readonly status: number | null
  /** Members of its JSON body; of no answer, `title` says why. */
  readonly body: Readonly<Record<string, unknown>>
  readonly attempts: number
}

export interface SendOptions {
  /** The whole URL that takes runs. */
  readonly url: string
  readonly secret: string
  /** The delivery's id, the same for each attempt. */
  readonly id: string
  /** Attempts at most. */
  readonly maxAttempts: number
  readonly now: () => number
  /** Waits for so many ms. */
  readonly pause: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

/** Time an attempt may take, ms: more than the function's own timeout of 10 s. */
const ATTEMPT_TIMEOUT_MS = 15_000

/** Longest pause between attempts that a `Retry-After` may ask for, ms. */
const MAX_PAUSE_MS = 60_000

/**
 * Signs a body and posts it. Tries again on 408, 429, 5xx and no answer, each time later and with a fresh signature under
 * the same `webhook-id`.
 */
export const sendDelivery = async (body: Uint8Array, options: SendOptions): Promise<Delivered> => {
  for (let attempts = 1; ; attempts += 1) {
    const { retryAfterMs, ...answer } = await attempt(body, options)
    const isFinal = answer.status !== null && !isTransient(answer.status)
    if (isFinal || attempts >= options.maxAttempts || options.signal.aborted) return { ...answer, attempts }
    await options.pause(retryAfterMs ?? 2 ** (attempts - 1) * 500)
  }
}

const isTransient = (status: number): boolean => status === 408 || status === 429 || status >= 500

const attempt = async (body: Uint8Array, { url, secret, id, now, signal }: SendOptions) => {
  const timestamp = Math.floor(now() / 1_000)
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...signDelivery(body, { secret, id, timestamp }) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
    })
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    return {
      status: response.status,
      body: Object(await response.json().catch(() => ({}))) as Record<string, unknown>,
      retryAfterMs: retryAfter >= 0 ? Math.min(retryAfter * 1_000, MAX_PAUSE_MS) : null,
    }
  } catch (error) {
    return { status: null, body: { title: `no answer: ${reasonOf(error)}` }, retryAfterMs: null }
  }
}

/** `fetch` hides why it failed in a cause. */
const reasonOf = (error: unknown): string => {
  const { cause, name, message } = Object(error)
  return String(cause?.code ?? cause?.message ?? (name === 'TimeoutError' ? 'timeout' : message))
}
