import { signDelivery } from '../sender/sign-delivery.ts'

/** A request to the API. */
export interface SoakRequest {
  readonly method?: string
  readonly path?: string
  readonly body: Buffer
  /** Sent beside, or instead of, those of a correct delivery; undefined for none of that name. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** How much too old the signature is, seconds. */
  readonly ageSeconds?: number
}

/** How one attempt was answered. */
export interface SoakAnswer {
  /** Null if there was no answer. */
  readonly status: number | null
  readonly body: Readonly<Record<string, unknown>>
  readonly ms: number
}

/** Time an attempt may take, ms: more than the function's own timeout of 10 s. */
const ATTEMPT_TIMEOUT_MS = 15_000

/**
 * Signs a request, and makes it once.
 *
 * @param id - of the delivery
 */
export const post = async (
  { method = 'POST', path = '/webhooks/hatchet', body, headers = {}, ageSeconds = 0 }: SoakRequest,
  { apiUrl, secret, id, signal }: { apiUrl: string; secret: string; id: string; signal: AbortSignal },
): Promise<SoakAnswer> => {
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds
  const all = { 'content-type': 'application/json', ...signDelivery(body, { secret, id, timestamp }), ...headers }
  const sent = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined)
  const begun = performance.now()
  const since = (): number => performance.now() - begun
  try {
    const response = await fetch(apiUrl + path, {
      method,
      headers: sent,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      ...(method === 'GET' ? {} : { body }),
    })
    const text = await response.text()
    return { status: response.status, body: Object(text.startsWith('{') ? JSON.parse(text) : {}), ms: since() }
  } catch {
    return { status: null, body: {}, ms: since() }
  }
}
