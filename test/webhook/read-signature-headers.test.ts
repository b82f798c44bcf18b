import { describe, expect, it } from 'vitest'
import { readSignatureHeaders } from '../../lib/webhook/read-signature-headers.ts'

const NOW_SECONDS = 1_795_348_800
const DIGEST = Buffer.alloc(32, 1).toString('base64')
const OTHER_DIGEST = Buffer.alloc(32, 2).toString('base64')

const read = (changes: Record<string, string | null> = {}, nowSeconds = NOW_SECONDS) => {
  const headers: Record<string, string | null> = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(NOW_SECONDS),
    'webhook-signature': `v1,${DIGEST}`,
    ...changes,
  }
  return readSignatureHeaders((name) => headers[name] ?? null, nowSeconds)
}

const digestsOf = (signatures: string): string[] | string => {
  const found = read({ 'webhook-signature': signatures })
  return found.ok ? found.headers.digests.map((digest) => digest.toString('base64')) : found.reason
}

describe('readSignatureHeaders', () => {
  it('reads id, timestamp and digests', () => {
    expect(read()).toEqual({
      ok: true,
      headers: { id: 'msg_1', timestamp: String(NOW_SECONDS), digests: [Buffer.alloc(32, 1)] },
    })
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('misses %s', (name) => {
    expect(read({ [name]: null })).toEqual({ ok: false, reason: 'missing' })
  })

  it.each(['a', '0', 'msg_p5jXN8AQM9LWM0D4loKWxJek', '5c6d273c-5c46-4288-953d-134855c00f3e', 'x'.repeat(256)])(
    'takes the id %s',
    (id) => {
      expect(read({ 'webhook-id': id })).toMatchObject({ ok: true, headers: { id } })
    },
  )

  it.each(['', ' ', 'x'.repeat(257), 'msg.1', 'msg 1', 'msg_1\n', ' msg_1', 'msg_é', 'msg_1,msg_2', 'a/b', 'a"b'])(
    'refuses the id %j as malformed',
    (id) => {
      expect(read({ 'webhook-id': id })).toEqual({ ok: false, reason: 'malformed' })
    },
  )

  it.each(['', ' ', '-1', '+1', '1.5', '1e9', '0x10', ' 1795348800', '1795348800\n', 'now', '1795348800,1795348800'])(
    'refuses the timestamp %j as malformed',
    (timestamp) => {
      expect(read({ 'webhook-timestamp': timestamp })).toEqual({ ok: false, reason: 'malformed' })
    },
  )

  it('refuses a timestamp of 13 digits as malformed: milliseconds, most likely', () => {
    expect(read({ 'webhook-timestamp': String(NOW_SECONDS * 1000) })).toEqual({ ok: false, reason: 'malformed' })
  })

  it.each(['0', '1', '999999999999'])('refuses the timestamp %s as stale', (timestamp) => {
    expect(read({ 'webhook-timestamp': timestamp })).toEqual({ ok: false, reason: 'stale' })
  })

  it('keeps leading zeros of a timestamp, which were signed as text', () => {
    const timestamp = `00${NOW_SECONDS}`

    expect(read({ 'webhook-timestamp': timestamp })).toMatchObject({ ok: true, headers: { timestamp } })
  })

  it.each([
    [-300.001, false],
    [-300, true],
    [-299.999, true],
    [0, true],
    [299.999, true],
    [300, true],
    [300.001, false],
  ])('at %d s from the timestamp answers ok: %j', (offsetSeconds, ok) => {
    expect(read({}, NOW_SECONDS + offsetSeconds).ok).toBe(ok)
  })

  it('keeps every signature of version 1, and skips those of other versions', () => {
    expect(digestsOf(`v2,${DIGEST} v1,${DIGEST} v1a,${DIGEST} V1,${DIGEST} v1,${OTHER_DIGEST} ${DIGEST}`)).toEqual([
      DIGEST,
      OTHER_DIGEST,
    ])
  })

  it.each([
    ['nothing', ''],
    ['only a version', 'v1'],
    ['a version and a comma', 'v1,'],
    ['only unknown versions', `v2,${DIGEST} v1a,${DIGEST}`],
    ['a digest without its version', DIGEST],
    ['a digest of 31 bytes', `v1,${Buffer.alloc(31).toString('base64')}`],
    ['a digest of 33 bytes', `v1,${Buffer.alloc(33).toString('base64')}`],
    ['a digest of 64 bytes', `v1,${Buffer.alloc(64).toString('base64')}`],
    ['a digest in hex', `v1,${Buffer.alloc(32, 1).toString('hex')}`],
    ['something that is no base64', 'v1,§§§§'],
  ])('refuses %s as malformed', (_, signatures) => {
    expect(digestsOf(signatures)).toBe('malformed')
  })

  it('passes over a digest of another length beside a good one', () => {
    expect(digestsOf(`v1,${Buffer.alloc(31).toString('base64')} v1,${DIGEST}`)).toEqual([DIGEST])
  })

  it('looks at twenty signatures and no more', () => {
    const others = (count: number) => `v1,${OTHER_DIGEST} `.repeat(count)

    expect(digestsOf(`${others(19)}v1,${DIGEST}`)).toHaveLength(20)
    expect(digestsOf(`${others(19)}v1,${DIGEST}`)).toContain(DIGEST)
    expect(digestsOf(`${others(20)}v1,${DIGEST}`)).toHaveLength(20)
    expect(digestsOf(`${others(20)}v1,${DIGEST}`)).not.toContain(DIGEST)
  })

  it('counts signatures of unknown versions among the twenty', () => {
    expect(digestsOf(`${'v2,x '.repeat(19)}v1,${DIGEST}`)).toEqual([DIGEST])
    expect(digestsOf(`${'v2,x '.repeat(20)}v1,${DIGEST}`)).toBe('malformed')
  })
})
