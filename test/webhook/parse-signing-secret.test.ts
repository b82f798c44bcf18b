import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SecretError } from '../../lib/errors.ts'
import { parseSigningSecret } from '../../lib/webhook/parse-signing-secret.ts'

const encoded = (bytes: number) => Buffer.alloc(bytes, 0xab).toString('base64')

const refusal = (secret: string): unknown => {
  try {
    return parseSigningSecret(secret)
  } catch (error) {
    return error
  }
}

describe('parseSigningSecret', () => {
  it('reads the same key with and without whsec_, with and without padding, and between line ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64')
        for (const secret of [base64, `whsec_${base64}`, base64.replace(/=+$/, ''), ` whsec_${base64}\r\n`]) {
          expect(parseSigningSecret(secret).export()).toEqual(Buffer.from(bytes))
        }
      }),
    )
  })

  it.each([24, 25, 32, 63, 64])('takes a key of %i bytes', (bytes) => {
    expect(parseSigningSecret(encoded(bytes)).symmetricKeySize).toBe(bytes)
  })

  it.each([
    ['empty', ''],
    ['only a prefix', 'whsec_'],
    ['23 bytes', encoded(23)],
    ['65 bytes', encoded(65)],
    ['a whole file', encoded(60_000)],
    ['with a character that base64 lacks', `${encoded(32).slice(0, -2)}!=`],
    ['base64url', Buffer.alloc(32, 0xfb).toString('base64url')],
    ['with a space inside', `${encoded(24)} ${encoded(24)}`],
    ['with padding inside', `${encoded(25)}${encoded(25)}`],
    ['of a length that base64 cannot have', `${encoded(24)}A`],
    ['with two prefixes', `whsec_whsec_${encoded(32)}`],
    ['with another prefix', `whsk_${encoded(32)}`],
    ['JSON', JSON.stringify({ secret: encoded(32) })],
  ])('refuses a secret that is %s', (_, secret) => {
    expect(refusal(secret)).toBeInstanceOf(SecretError)
  })

  it('never repeats a malformed secret', () => {
    const error = refusal('hunter2-hunter2-hunter2-hunter2!')

    expect(error).toBeInstanceOf(SecretError)
    expect(inspect(error, { depth: null })).not.toContain('hunter2')
  })
})
