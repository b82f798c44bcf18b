import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DecodedBody } from './decode-body.ts'
import type { SignatureHeaders } from './read-signature-headers.ts'
import type { SigningKey } from './signing-key.ts'

/**
 * Verifies a body's signature: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks 1.0).
 *
 * @param body - exactly as it was sent
 * @returns the key that signed it, or null
 */
export const verifySignature = (
  { id, timestamp, digests }: SignatureHeaders,
  body: DecodedBody,
  keys: readonly SigningKey[],
): SigningKey | null => {
  for (const candidate of keys) {
    // Two updates: joining the body to its prefix first would copy it.
    const expected = createHmac('sha256', candidate.key).update(`${id}.${timestamp}.`).update(body).digest()
    if (digests.some((digest) => timingSafeEqual(digest, expected))) return candidate
  }
  return null
}
