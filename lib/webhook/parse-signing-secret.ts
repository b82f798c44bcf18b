import { createSecretKey, type KeyObject } from 'node:crypto'
import { SecretError } from '../errors.ts'
import { SIGNING_SECRET_MAX_BYTES, SIGNING_SECRET_MIN_BYTES } from '../limits.ts'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/

/**
 * Reads a signing secret: base64 of 24 to 64 bytes, with or without `whsec_` before it (Standard Webhooks 1.0).
 *
 * @throws SecretError if it has another form; the message does not hold it
 */
export const parseSigningSecret = (secret: string): KeyObject => {
  const encoded = secret.trim().replace(/^whsec_/, '')
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0)
  if (bytes.length < SIGNING_SECRET_MIN_BYTES || bytes.length > SIGNING_SECRET_MAX_BYTES) {
    throw new SecretError(
      `the signing secret is not base64 of ${SIGNING_SECRET_MIN_BYTES} to ${SIGNING_SECRET_MAX_BYTES} bytes`,
    )
  }
  return createSecretKey(bytes)
}
