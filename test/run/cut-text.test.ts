import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText } from '../../lib/run/cut-text.ts'

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2

describe('cutText', () => {
  it.each([
    ['keeps a text that fits', 'abc', 3, 3, 'abc'],
    ['cuts to characters', 'abcd', 3, 9, 'abc'],
    ['cuts to bytes', '日本語', 3, 8, '日本'],
    ['counts a quote as two bytes', 'a"b', 3, 3, 'a"'],
    ['leaves a quote out that needs more', 'a"b', 3, 2, 'a'],
    ['counts a line break as two bytes', 'a\nb', 3, 3, 'a\n'],
    ['counts an emoji as two characters', 'a😀b', 3, 9, 'a😀'],
    ['counts an emoji as four bytes', 'a😀b', 4, 5, 'a😀'],
    ['leaves an emoji out that needs more characters', 'a😀', 2, 9, 'a'],
    ['leaves an emoji out that needs more bytes', 'a😀', 3, 4, 'a'],
    ['keeps nothing of a text without room', 'a', 0, 9, ''],
    ['keeps nothing of a text without bytes', 'a', 1, 0, ''],
    ['keeps nothing of a text with less than no bytes', 'a', 1, -1, ''],
    ['takes an empty text', '', 3, 3, ''],
  ])('%s', (_, text, maxChars, maxBytes, expected) => {
    expect(cutText(text, maxChars, maxBytes)).toBe(expected)
  })

  it('has no limit of bytes unless told', () => {
    expect(cutText('日'.repeat(5_000), 4_000)).toBe('日'.repeat(4_000))
  })

  it('keeps as many whole characters from the start as fit, and no more', () => {
    const character = fc.oneof(
      fc.constantFrom('"', '\\', '\n', 'ß', '€', '😀'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    )
    const text = fc.array(character, { maxLength: 40 }).map((characters) => characters.join(''))
    const room = fc.integer({ min: 0, max: 80 })
    fc.assert(
      fc.property(text, room, room, (whole, maxChars, maxBytes) => {
        const cut = cutText(whole, maxChars, maxBytes)
        const fits = (part: string) => part.length <= maxChars && jsonBytes(part) <= maxBytes
        expect(whole.startsWith(cut) && fits(cut) && cut.isWellFormed()).toBe(true)
        const [next] = whole.slice(cut.length)
        expect(next === undefined || !fits(cut + next)).toBe(true)
      }),
    )
  })
})
