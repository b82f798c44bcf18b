import { SecretError } from '../errors.ts'
import { SIGNING_SECRET_CACHE_MS, SIGNING_SECRET_RETRY_MS } from '../limits.ts'
import { parseSigningSecret } from './parse-signing-secret.ts'
import type { SigningKey } from './signing-key.ts'

/** One version of a secret. */
export interface SecretVersion {
  readonly value: string
  /** When this version was made, ms since 1970. */
  readonly createdAt: number
}

/** Where the signing secret is kept. */
export interface SigningSecretStore {
  /**
   * @returns null where the secret has no such version
   * @throws SecretError if it cannot be read
   */
  read(stage: 'AWSCURRENT' | 'AWSPREVIOUS', signal: AbortSignal): Promise<SecretVersion | null>
}

export interface SigningKeysOptions {
  readonly store: SigningSecretStore
  /** How long after a rotation the secret before it is still accepted, ms. */
  readonly rotationOverlapMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The keys a signature may be made with, kept between requests. */
export interface SigningKeys {
  /** @throws SecretError where none was ever read, and none can be now */
  get(signal: AbortSignal): Promise<readonly SigningKey[]>
  /**
   * Asks anew because a signature did not match.
   *
   * @returns null if it did so a moment ago
   * @throws SecretError if the secret cannot be read: the signature may be of a newer one
   */
  refetch(signal: AbortSignal): Promise<readonly SigningKey[] | null>
}

interface Loaded {
  readonly current: SigningKey
  readonly previous: SigningKey | null
  /** Ms since 1970 from which on `previous` is refused: a leaked secret must not live until the next rotation. */
  readonly previousUntil: number
}

export const createSigningKeys = ({ store, rotationOverlapMs, now }: SigningKeysOptions): SigningKeys => {
  let loaded: Loaded | null = null
  let refreshAt = 0
  let refetchedAt = Number.NEGATIVE_INFINITY

  const load = async (signal: AbortSignal): Promise<void> => {
    loaded = await readKeys(store, rotationOverlapMs, now, signal)
    refreshAt = now() + SIGNING_SECRET_CACHE_MS
  }

  /** Keeps the last good keys if they cannot be read again. */
  const refresh = async (signal: AbortSignal): Promise<void> => {
    try {
      await load(signal)
    } catch (error) {
      if (loaded === null) throw error
      refreshAt = now() + SIGNING_SECRET_RETRY_MS
    }
  }

  const usable = (): SigningKey[] => {
    if (loaded === null) return []
    const { current, previous, previousUntil } = loaded
    return previous !== null && now() < previousUntil ? [current, previous] : [current]
  }

  return {
    get: async (signal) => {
      if (now() >= refreshAt) await refresh(signal)
      return usable()
    },
    refetch: async (signal) => {
      if (now() - refetchedAt < SIGNING_SECRET_RETRY_MS) return null
      refetchedAt = now()
      await load(signal)
      return usable()
    },
  }
}

const readKeys = async (
  store: SigningSecretStore,
  rotationOverlapMs: number,
  now: () => number,
  signal: AbortSignal,
): Promise<Loaded> => {
  // Both at once: one after the other could take twice the time that the secret has.
  const [current, previous] = await Promise.allSettled([
    store.read('AWSCURRENT', signal),
    store.read('AWSPREVIOUS', signal),
  ])
  if (current.status === 'rejected') throw current.reason
  if (current.value === null) throw new SecretError('the signing secret has no current version')
  const previousUntil = current.value.createdAt + rotationOverlapMs
  const isOverlap = now() < previousUntil
  // Without it, a sender that has not rotated yet would be refused for good.
  if (isOverlap && previous.status === 'rejected') throw previous.reason
  return {
    current: { keyId: 'current', key: parseSigningSecret(current.value.value) },
    previous:
      isOverlap && previous.status === 'fulfilled' && previous.value !== null ? previousKey(previous.value) : null,
    previousUntil,
  }
}

/** A malformed secret that was rotated away is no reason to refuse the good one. */
const previousKey = ({ value }: SecretVersion): SigningKey | null => {
  try {
    return { keyId: 'previous', key: parseSigningSecret(value) }
  } catch {
    return null
  }
}
