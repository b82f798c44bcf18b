import { createHmac, createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSigningSecret } from '../../lib/webhook/parse-signing-secret.ts'
import { readSignatureHeaders } from '../../lib/webhook/read-signature-headers.ts'
import type { SigningKey } from '../../lib/webhook/signing-key.ts'
import { verifySignature } from '../../lib/webhook/verify-signature.ts'
import { hostileText } from '../support/hostile-text.ts'

interface Delivery {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
  readonly body: string | Uint8Array
}

const keyOf = (bytes: Uint8Array, keyId: SigningKey['keyId'] = 'current'): SigningKey => ({
  keyId,
  key: createSecretKey(bytes),
})
const CURRENT = keyOf(Buffer.alloc(32, 1))
const PREVIOUS = keyOf(Buffer.alloc(32, 2), 'previous')

/** Signed here as the standard describes it, apart from the product's code. */
const sign = (key: SigningKey, id: string, timestamp: string, body: string | Uint8Array): string =>
  createHmac('sha256', key.key)
    .update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body as Uint8Array)]))
    .digest('base64')

/** The key that verifies a delivery at the moment of its own timestamp. */
const verify = ({ id, timestamp, signature, body }: Delivery, keys: readonly SigningKey[]): SigningKey | null => {
  const headers = new Map([
    ['webhook-id', id],
    ['webhook-timestamp', timestamp],
    ['webhook-signature', signature],
  ])
  const read = readSignatureHeaders((name) => headers.get(name) ?? null, Number(timestamp))
  return read.ok ? verifySignature(read.headers, body, keys) : null
}

describe('verifySignature with published vectors', () => {
  // standard-webhooks/standard-webhooks on GitHub, libraries/javascript/src/webhook.test.ts, "sign function works".
  const reference = {
    secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  // The same file, "multi sig payload is valid": signatures that are not of this delivery.
  const others = ['v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=', 'v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=']
  // docs.svix.com, "Verifying webhooks manually": Svix wrote the standard. Its key of 18 bytes is shorter than the
  // standard's least, so it is no secret for us, but a vector nonetheless.
  const svix = {
    key: 'plJ3nmyCDGBKInavdOK15jsl',
    id: 'msg_loFOjxBNrRLzqYUf',
    timestamp: '1731705121',
    body: '{"event_type":"ping","data":{"success":true}}',
    signature: 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  }

  it.each([reference.secret, `whsec_${reference.secret}`])('accepts the reference delivery under %s', (secret) => {
    const key: SigningKey = { keyId: 'current', key: parseSigningSecret(secret) }

    expect(verify(reference, [key])).toBe(key)
  })

  it('accepts the reference delivery among other signatures', () => {
    const key: SigningKey = { keyId: 'current', key: parseSigningSecret(reference.secret) }
    const signature = [...others, reference.signature, others[0]].join(' ')

    expect(verify({ ...reference, signature }, [key])).toBe(key)
    expect(verify({ ...reference, signature: others.join(' ') }, [key])).toBeNull()
  })

  it("accepts the example of Svix's documentation", () => {
    const key = keyOf(Buffer.from(svix.key, 'base64'))

    expect(verify(svix, [key])).toBe(key)
  })

  it.each([
    ['another body', { body: '{"test":2432232314}' }],
    ['another id', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJeK' }],
    ['another timestamp', { timestamp: '1614265331' }],
    // As in the same reference test, "invalid signature throws error" and "partial signature throws error".
    ['an invalid signature', { signature: 'v1,dawfeoifkpqwoekfpqoekf' }],
    ['a partial signature', { signature: reference.signature.slice(0, 8) }],
    ['an empty signature', { signature: 'v1,' }],
  ])('refuses the reference delivery with %s', (_, change) => {
    const key: SigningKey = { keyId: 'current', key: parseSigningSecret(reference.secret) }

    expect(verify({ ...reference, ...change }, [key])).toBeNull()
  })
})

describe('verifySignature', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/)
  const timestamp = fc.integer({ min: 0, max: 999_999_999_999 }).map(String)
  const body = fc.uint8Array({ maxLength: 200 })
  const delivery = fc
    .record({ id, timestamp, body })
    .map(
      (signed): Delivery => ({ ...signed, signature: `v1,${sign(CURRENT, signed.id, signed.timestamp, signed.body)}` }),
    )

  it('names the key that signed, wherever it stands', () => {
    const signed = (key: SigningKey): Delivery => ({
      id: 'msg_1',
      timestamp: '1795348800',
      body: '{}',
      signature: `v1,${sign(key, 'msg_1', '1795348800', '{}')}`,
    })

    expect(verify(signed(CURRENT), [CURRENT, PREVIOUS])).toBe(CURRENT)
    expect(verify(signed(PREVIOUS), [CURRENT, PREVIOUS])).toBe(PREVIOUS)
    expect(verify(signed(PREVIOUS), [CURRENT])).toBeNull()
    expect(verify(signed(CURRENT), [])).toBeNull()
  })

  it('accepts whatever bytes were signed', () => {
    fc.assert(
      fc.property(delivery, (signed) => {
        expect(verify(signed, [PREVIOUS, CURRENT])).toBe(CURRENT)
      }),
    )
  })

  it('takes a text for its UTF-8 bytes, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText(300), (text) => {
        const signature = `v1,${sign(CURRENT, 'msg_1', '1795348800', Buffer.from(text))}`

        expect(verify({ id: 'msg_1', timestamp: '1795348800', signature, body: text }, [CURRENT])).toBe(CURRENT)
      }),
    )
  })

  it('refuses a delivery whose body was changed in one byte', () => {
    fc.assert(
      fc.property(delivery, fc.nat(), fc.integer({ min: 1, max: 255 }), (signed, at, change) => {
        const changed = Uint8Array.from(signed.body as Uint8Array)
        fc.pre(changed.length > 0)
        const index = at % changed.length
        changed[index] = (changed[index] ?? 0) ^ change

        expect(verify({ ...signed, body: changed }, [CURRENT, PREVIOUS])).toBeNull()
      }),
    )
  })

  it('refuses a delivery whose body was made longer or shorter', () => {
    fc.assert(
      fc.property(delivery, fc.uint8Array({ minLength: 1, maxLength: 20 }), (signed, extra) => {
        const bytes = signed.body as Uint8Array

        expect(verify({ ...signed, body: Buffer.concat([bytes, extra]) }, [CURRENT])).toBeNull()
        expect(verify({ ...signed, body: Buffer.concat([extra, bytes]) }, [CURRENT])).toBeNull()
        fc.pre(bytes.length > 0)
        expect(verify({ ...signed, body: bytes.subarray(1) }, [CURRENT])).toBeNull()
      }),
    )
  })

  it('refuses a delivery with the id or the timestamp of another', () => {
    fc.assert(
      fc.property(delivery, id, timestamp, (signed, otherId, otherTimestamp) => {
        fc.pre(otherId !== signed.id && otherTimestamp !== signed.timestamp)

        expect(verify({ ...signed, id: otherId }, [CURRENT])).toBeNull()
        expect(verify({ ...signed, timestamp: otherTimestamp }, [CURRENT])).toBeNull()
      }),
    )
  })

  it('refuses a delivery signed with any other key', () => {
    fc.assert(
      fc.property(delivery, fc.uint8Array({ minLength: 24, maxLength: 64 }), (signed, bytes) => {
        fc.pre(Buffer.compare(bytes, Buffer.alloc(32, 1)) !== 0)

        expect(verify(signed, [keyOf(bytes)])).toBeNull()
      }),
    )
  })

  it('never takes arbitrary signatures', () => {
    const signatures = fc.oneof(
      fc.string(),
      fc.base64String().map((base64) => `v1,${base64}`),
    )
    fc.assert(
      fc.property(delivery, fc.array(signatures, { maxLength: 30 }), (signed, forged) => {
        expect(verify({ ...signed, signature: forged.join(' ') }, [CURRENT, PREVIOUS])).toBeNull()
      }),
    )
  })
})
