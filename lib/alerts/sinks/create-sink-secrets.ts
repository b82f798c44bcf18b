import { isJsonObject } from '../../run/is-json-object.ts'
import { parseJson } from '../../run/parse-json.ts'
import { SINK_SECRETS_CACHE_MS, SINK_SECRETS_RETRY_MS } from '../limits.ts'
import type { SinkSecret, SinkSecrets } from './sink-secrets.ts'

type Members = ReadonlyMap<string, string>

interface Reading {
  readonly members: Members | null
  /** Null where they could be read. */
  readonly fault: Extract<SinkSecret, { ok: false }> | null
}

/**
 * The members of one JSON secret, kept for {@link SINK_SECRETS_CACHE_MS}. Where it cannot be read again, or has become
 * something else than JSON, what was read before is used on.
 *
 * @param read - the secret's text; throws SecretError
 * @param now - ms since 1970
 */
export const createSinkSecrets = (read: (signal: AbortSignal) => Promise<string>, now: () => number): SinkSecrets => {
  let last: Reading = { members: null, fault: null }
  let readAt = Number.NEGATIVE_INFINITY
  const renewedAt = new Map<string, number>()
  let reading: Promise<void> | null = null

  const refresh = async (signal: AbortSignal): Promise<void> => {
    readAt = now()
    const next = await readMembers(read, signal)
    last = { members: next.members ?? last.members, fault: next.fault }
    reading = null
  }
  /** Sinks are told at once: one reading does for all. */
  const readIfOlder = async (ms: number, signal: AbortSignal): Promise<void> => {
    const age = now() - readAt
    if (reading === null && !(age >= 0 && age < ms)) reading = refresh(signal)
    await reading
  }
  return {
    get: async (name, signal) => {
      await readIfOlder(last.members === null ? 0 : SINK_SECRETS_CACHE_MS, signal)
      if (last.members?.has(name) === false) await readIfOlder(SINK_SECRETS_RETRY_MS, signal)
      const value = last.members?.get(name)
      if (value !== undefined) return { ok: true, value }
      return last.fault ?? { ok: false, isTransient: false, detail: `the secret alert-sinks has no text ${name}` }
    },
    renew: async (name, refused, signal) => {
      const age = now() - (renewedAt.get(name) ?? Number.NEGATIVE_INFINITY)
      if (!(age >= 0 && age < SINK_SECRETS_RETRY_MS)) {
        renewedAt.set(name, now())
        await readIfOlder(0, signal)
      }
      // One that another asked for is as good.
      await reading
      const value = last.members?.get(name)
      return value === undefined || value === refused ? null : value
    },
  }
}

const readMembers = async (read: (signal: AbortSignal) => Promise<string>, signal: AbortSignal): Promise<Reading> => {
  try {
    const secret = parseJson(await read(signal))
    if (!isJsonObject(secret)) return faultOf(false, 'the secret alert-sinks is no JSON object of texts by their names')
    const texts = Object.entries(secret).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    )
    return { members: new Map(texts), fault: null }
  } catch (error) {
    return faultOf(true, error instanceof Error ? error.message : 'the secret alert-sinks cannot be read')
  }
}

const faultOf = (isTransient: boolean, detail: string): Reading => ({
  members: null,
  fault: { ok: false, isTransient, detail },
})
