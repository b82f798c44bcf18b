import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { HatchetError } from '../errors.ts'
import { parseRetryAfter } from '../http/parse-retry-after.ts'
import {
  HATCHET_ATTEMPTS,
  HATCHET_CONNECT_TIMEOUT_MS,
  HATCHET_IDLE_CONNECTION_MS,
  HATCHET_REQUEST_TIMEOUT_MS,
  MAX_HATCHET_RETRY_AFTER_MS,
} from '../limits.ts'
import { backoffMs } from './backoff-ms.ts'
import { createHatchetClock, type HatchetClock } from './create-hatchet-clock.ts'
import { getOnce } from './get-once.ts'
import type { HatchetOptions } from './hatchet-options.ts'
import type { HatchetTenant } from './hatchet-tenant.ts'
import { type ExpectedAnswer, readAnswer } from './read-answer.ts'

export interface ApiQuestion extends ExpectedAnswer {
  /** From the API's base on, percent-encoded: `/api/v1/…`. */
  readonly path: string
}

/** Hatchet's REST API, with one tenant's token. */
export interface HatchetApi extends Pick<HatchetClock, 'now'> {
  /**
   * The JSON that is answered, at the latest by the last of HATCHET_ATTEMPTS; undefined for a 404 that may be.
   *
   * @throws HatchetError; 'unavailable' too where the caller's signal aborts; 'throttled' at once where Hatchet wants a
   *   longer wait than MAX_HATCHET_RETRY_AFTER_MS
   */
  get(question: ApiQuestion, signal: AbortSignal): Promise<unknown>
}

type Attempt =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: HatchetError; readonly retryAfterMs: number }

/** Connections are kept: a tick asks for many runs. */
const createAgent = ({ apiUrl, ca }: HatchetTenant) => {
  const kept = { keepAlive: true, timeout: HATCHET_IDLE_CONNECTION_MS }
  return apiUrl.startsWith('https:') ? new HttpsAgent({ ...kept, ...(ca && { ca }) }) : new HttpAgent(kept)
}

/** Hatchet's REST API as `tenant` reaches it. */
export const createHatchetApi = (tenant: HatchetTenant, options: HatchetOptions): HatchetApi => {
  const connection = {
    agent: createAgent(tenant),
    token: tenant.token,
    connectTimeoutMs: options.connectTimeoutMs ?? HATCHET_CONNECT_TIMEOUT_MS,
    requestTimeoutMs: options.requestTimeoutMs ?? HATCHET_REQUEST_TIMEOUT_MS,
  }
  const clock = createHatchetClock(options.now)
  const attempt = async (question: ApiQuestion, signal: AbortSignal): Promise<Attempt> => {
    let retryAfterMs = 0
    try {
      const answer = await getOnce({ ...connection, ...question, url: new URL(tenant.apiUrl + question.path) }, signal)
      clock.learn(answer.headers.date)
      retryAfterMs = parseRetryAfter(answer.headers['retry-after'], clock.now())
      return { ok: true, value: readAnswer(answer, question) }
    } catch (fault) {
      if (fault instanceof HatchetError) return { ok: false, fault, retryAfterMs }
      throw fault
    }
  }
  return { now: clock.now, get: (question, signal) => persist(() => attempt(question, signal), options, signal) }
}

/** Repeats an attempt whose failure may pass. */
const persist = async (attempt: () => Promise<Attempt>, options: HatchetOptions, signal: AbortSignal) => {
  for (let count = 1; ; count += 1) {
    const made = await attempt()
    if (made.ok) return made.value
    const { fault, retryAfterMs } = made
    const mayPass = fault.reason === 'throttled' || fault.reason === 'unavailable'
    if (!mayPass || signal.aborted) throw fault
    if (retryAfterMs > MAX_HATCHET_RETRY_AFTER_MS) throw new HatchetError('throttled', fault.message)
    if (count === HATCHET_ATTEMPTS) throw fault
    await options.sleep(retryAfterMs || backoffMs(count, options.random()), signal)
  }
}
