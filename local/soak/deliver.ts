import { randomUUID } from 'node:crypto'
import { pause } from '../pause.ts'
import { post, type SoakAnswer, type SoakRequest } from './post.ts'
import type { SoakWorld } from './soak-world.ts'

/** From when on an answer is late, ms: what the function called may have been called twice, the first time for no answer. */
const LATE_MS = 1_000

/** Attempts of a delivery, at most, and the longest pause between two, ms. */
const MAX_ATTEMPTS = 12
const MAX_PAUSE_MS = 4_000

/**
 * Makes a request as a sender does: again after 408, 429, 5xx and no answer.
 *
 * @returns the last answer; `cutShort` is how many attempts before it had none, or one of a function that had ended, and
 *   `isDisturbed` whether any attempt was late or transient: its run may be told again
 */
export const deliver = async (
  request: SoakRequest,
  { stack, record, signal }: SoakWorld,
): Promise<SoakAnswer & { readonly cutShort: number; readonly isDisturbed: boolean }> => {
  const { apiUrl, webhookSecret: secret } = stack.description
  const id = `msg_${randomUUID()}`
  let cutShort = 0
  let isDisturbed = false
  for (let attempts = 1; ; attempts += 1) {
    const answer = await post(request, { apiUrl, secret, id, signal })
    isDisturbed ||= answer.ms > LATE_MS || isTransient(answer.status)
    if (signal.aborted) return { ...answer, cutShort, isDisturbed }
    const said = answer.body['outcome']
    const kind = `${answer.status ?? 'none'}${answer.status === 200 ? ` ${said}` : ''}`
    const latencies = record.latencies.get(kind)
    if (latencies === undefined) record.latencies.set(kind, [answer.ms])
    else latencies.push(answer.ms)
    if (!isTransient(answer.status) || attempts >= MAX_ATTEMPTS) return { ...answer, cutShort, isDisturbed }
    if (answer.status !== 503) cutShort += 1
    await pause(Math.min(2 ** attempts * 125, MAX_PAUSE_MS), signal)
  }
}

const isTransient = (status: number | null): boolean =>
  status === null || status === 408 || status === 429 || status >= 500
