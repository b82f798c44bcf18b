import { describe, expect, it } from 'vitest'
import { cleanLine } from '../../lib/run/clean-line.ts'

describe('cleanLine', () => {
  it.each([
    ['a line break by a blank', 'a\nb', 'a b'],
    ['several line breaks and tabs by one blank', 'a\r\n\t\n\tb', 'a b'],
    ['blanks around by nothing', ' \n a \t', 'a'],
    ['controls by nothing', 'a\u0000b\u0085', 'ab'],
    ['nothing in a clean line', 'a  b', 'a  b'],
    ['a line without anything to see by an empty one', ' \t\n\u0000', ''],
  ])('replaces %s', (_, text, expected) => {
    expect(cleanLine(text)).toBe(expected)
  })
})
