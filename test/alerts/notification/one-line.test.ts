import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine } from '../../../lib/alerts/notification/one-line.ts'
import { hostileText } from '../../support/hostile-text.ts'

describe('oneLine', () => {
  it.each([
    ['line breaks of every kind', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g\vh\fi', 'a b c d e f g h i'],
    ['white space', '  a \t b\u00a0c  ', 'a b c'],
    ['controls', 'a\u0000b\u001b[31mc\u007fd\u009f', 'ab[31mcd'],
    [
      'what turns text around',
      'a\u202ab\u202bc\u202cd\u202de\u202ef\u2066g\u2067h\u2068i\u2069j\u200ek\u200fl\u061c',
      'abcdefghijkl',
    ],
    ['what nobody sees', 'pay\u200b\u2060\ufeff\u00adment\u{e0041}', 'payment'],
    ['halves of surrogate pairs', 'a\ud83db\ude00c', 'abc'],
    ['nothing of emoji and other scripts', '👩‍👩‍👧 日本語 ünïcödé नमस्ते', '👩‍👩‍👧 日本語 ünïcödé नमस्ते'],
  ])('leaves out %s', (_, text, expected) => {
    expect(oneLine(text, 100)).toBe(expected)
  })

  it('says that it cut, and cuts no character in two', () => {
    expect(oneLine('abcdef', 6)).toBe('abcdef')
    expect(oneLine('abcdefg', 6)).toBe('abcde…')
    expect(oneLine('abcd😀😀', 6)).toBe('abcd…')
    expect(oneLine('abcd  efgh', 6)).toBe('abcd…')
  })

  it('is one line, within its length, of any text', () => {
    fc.assert(
      fc.property(hostileText(2_000), fc.integer({ min: 2, max: 400 }), (text, maxChars) => {
        const line = oneLine(text, maxChars)
        expect(line.length).toBeLessThanOrEqual(maxChars)
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(oneLine(line, maxChars)).toBe(line)
      }),
    )
  })
})
