import { MAX_SIGNATURES, SIGNATURE_TOLERANCE_SECONDS } from '../limits.ts'
import type { HttpRequest } from './http-request.ts'

/** The three headers of Standard Webhooks 1.0, well formed and fresh. */
export interface SignatureHeaders {
  readonly id: string
  /** As sent: it is signed as text. */
  readonly timestamp: string
  /** Digests of the signatures of version 1, 32 bytes each. */
  readonly digests: readonly Buffer[]
}

export type ReadSignatureHeaders =
  | { readonly ok: true; readonly headers: SignatureHeaders }
  | { readonly ok: false; readonly reason: 'missing' | 'malformed' | 'stale' }

const ID = /^[A-Za-z0-9_-]{1,256}$/
const TIMESTAMP = /^\d{1,12}$/
const DIGEST_BYTES = 32

/**
 * Reads what can be refused without a key.
 *
 * @param nowSeconds - seconds since 1970
 */
export const readSignatureHeaders = (header: HttpRequest['header'], nowSeconds: number): ReadSignatureHeaders => {
  const id = header('webhook-id')
  const timestamp = header('webhook-timestamp')
  const signatures = header('webhook-signature')
  if (id === null || timestamp === null || signatures === null) return { ok: false, reason: 'missing' }
  const digests = readDigests(signatures)
  if (!ID.test(id) || !TIMESTAMP.test(timestamp) || digests.length === 0) return { ok: false, reason: 'malformed' }
  if (Math.abs(nowSeconds - Number(timestamp)) > SIGNATURE_TOLERANCE_SECONDS) return { ok: false, reason: 'stale' }
  return { ok: true, headers: { id, timestamp, digests } }
}

/** Signatures are separated by spaces. Those of versions we do not know are somebody else's. */
const readDigests = (signatures: string): Buffer[] =>
  signatures
    .split(' ', MAX_SIGNATURES)
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'))
    .filter((digest) => digest.length === DIGEST_BYTES)
