import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeSlack } from '../../../lib/alerts/sinks/escape-slack.ts'
import { cleanText } from '../../../lib/run/clean-text.ts'
import { hostile } from './hostile-messages.ts'

describe('escapeSlack', () => {
  it.each([
    ['a mention of everybody', '<!channel>', '&lt;!channel&gt;'],
    ['a link', '<https://x.example|pay>', '&lt;https://x.example|pay&gt;'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['nothing else', '@here *b* `c` 日本語 😀', '@here *b* `c` 日本語 😀'],
  ])('escapes %s', (_, text, expected) => {
    expect(escapeSlack(text, 100)).toBe(expected)
  })

  it.each([
    ['abc<', 7, 'abc&lt;'],
    ['abc<', 6, 'abc'],
    ['abc<', 4, 'abc'],
    ['abc<d', 7, 'abc&lt;'],
    ['&&', 9, '&amp;'],
    ['abc😀', 4, 'abc'],
  ])('cuts %j to %i characters: %j, with no half of an entity or a character', (text, maxChars, expected) => {
    expect(escapeSlack(text, maxChars)).toBe(expected)
  })

  it('stays within its length, and leaves whole entities only, of any text', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 300 }), (text, maxChars) => {
        const escaped = escapeSlack(cleanText(text), maxChars)
        expect(escaped.length).toBeLessThanOrEqual(maxChars)
        expect(escaped.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&<>]/)
        expect(escaped.isWellFormed()).toBe(true)
      }),
    )
  })
})
