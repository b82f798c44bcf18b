import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../lib/run/clean-text.ts'
import { forbiddenCharacters } from '../support/forbidden-characters.ts'
import { hostileText } from '../support/hostile-text.ts'

describe('cleanText', () => {
  it.each([
    ['C0 controls', 'a\u0000\u0001\u0008\u000b\u000c\u000e\u001fb', 'ab'],
    ['the escape of a color', '\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['DEL and C1 controls', 'a\u007f\u0080\u0085\u009fb', 'ab'],
    ['the first half of a pair', 'a\ud83db', 'ab'],
    ['the second half of a pair', 'a\ude00b', 'ab'],
    ['halves in the wrong order', 'a\ude00\ud83db', 'ab'],
    ['halves that a control keeps apart', 'a\ud83d\u0000\ude00b', 'ab'],
    ['the half at the end', 'a\ud83d', 'a'],
    ['U+FFFE and U+FFFF', 'a\ufffe\uffffb', 'ab'],
  ])('loses %s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })

  it.each([
    ['CR LF', 'a\r\nb', 'a\nb'],
    ['CR', 'a\rb\r', 'a\nb\n'],
    ['CR CR LF', 'a\r\r\nb', 'a\n\nb'],
  ])('makes one line break of %s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })

  it.each([['a\tb\nc'], ['😀 👩‍👩‍👧 ünïcödé 日本語'], ['\ufffd \u{1fffe} \u{10ffff}'], ['<b>"&\\</b>'], [' a '], ['']])(
    'keeps %j as it is',
    (text) => {
      expect(cleanText(text)).toBe(text)
    },
  )

  it('leaves nothing that SQS would refuse, of any text', () => {
    fc.assert(
      fc.property(hostileText(200), (text) => {
        expect(forbiddenCharacters(cleanText(text))).toEqual([])
      }),
    )
  })
})
