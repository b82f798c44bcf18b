import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBody } from '../../lib/webhook/decode-body.ts'
import { parseJsonBody } from '../../lib/webhook/parse-json-body.ts'
import { rawBodySize } from '../../lib/webhook/raw-body-size.ts'
import { hostileText } from '../support/hostile-text.ts'

const asText = (content: string) => ({ content, isBase64: false })
const asBase64 = (bytes: Uint8Array) => ({ content: Buffer.from(bytes).toString('base64'), isBase64: true })
const parseBytes = (...bytes: number[]) => parseJsonBody(Uint8Array.from(bytes))
const parseText = (text: string) => parseJsonBody(text)

describe('parseJsonBody', () => {
  it('reads the same value from text and from bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)

        expect(parseText(text)).toEqual({ ok: true, value: JSON.parse(text) })
        expect(parseJsonBody(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) })
      }),
    )
  })

  it.each([
    ['text', parseText('')],
    ['bytes', parseBytes()],
  ])('calls an empty body of %s empty', (_, parsed) => {
    expect(parsed).toEqual({ ok: false, reason: 'empty' })
  })

  it.each([
    ['a stray continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate written as bytes', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a character past U+10FFFF', [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22]],
    ['a character cut short', [0x22, 0xe2, 0x82]],
    ['Latin-1', [0x22, 0xe4, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refuses %s as no UTF-8', (_, bytes) => {
    expect(parseBytes(...bytes)).toEqual({ ok: false, reason: 'not-utf8' })
  })

  it.each([
    ['text', parseText('\ufeff{}')],
    ['bytes', parseBytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
  ])('refuses a byte order mark in %s', (_, parsed) => {
    expect(parsed).toEqual({ ok: false, reason: 'not-json' })
  })

  it.each(['{', '{"a":1,}', "{'a':1}", 'undefined', 'NaN', '01', '{} {}', ' ', '"\u0001"', '[1,]', '\u00a0{}'])(
    'refuses %j as no JSON',
    (text) => {
      expect(parseText(text)).toEqual({ ok: false, reason: 'not-json' })
    },
  )

  it('keeps __proto__ a member like any other', () => {
    const parsed = parseText('{"__proto__":{"polluted":true}}')

    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(['__proto__'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('decodeBody', () => {
  it('gives what was sent, from text and from base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), hostileText(300), (bytes, text) => {
        expect(Buffer.from(decodeBody(asBase64(bytes)) as Uint8Array)).toEqual(Buffer.from(bytes))
        expect(decodeBody(asText(text))).toBe(text)
      }),
    )
  })
})

describe('rawBodySize', () => {
  it('is the number of decoded bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), hostileText(300), (bytes, text) => {
        expect(rawBodySize(asBase64(bytes))).toBe(bytes.length)
        expect(rawBodySize(asText(text))).toBe(Buffer.from(text).length)
      }),
    )
  })
})
