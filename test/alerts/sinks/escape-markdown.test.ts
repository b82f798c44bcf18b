import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeMarkdown } from '../../../lib/alerts/sinks/escape-markdown.ts'
import { hostile } from './hostile-messages.ts'

describe('escapeMarkdown', () => {
  it.each([
    ['a mention of everybody', '<!channel>', '&lt;!channel&gt;'],
    ['a mention by name', '<@U123> @here', '&lt;＠U123&gt; ＠here'],
    ['a channel', '#general', '＃general'],
    ['a link of Slack', '<https://x.example|pay>', '&lt;https[:]//x.\u200bexample|pay&gt;'],
    ['a link of Teams', '[pay](https://x.example)', '[pay］(https[:]//x.\u200bexample)'],
    ['a domain', 'see www.x.example', 'see www.\u200bx.\u200bexample'],
    ['a link of another kind', 'MAILTO:a slack:b', 'MAILTO[:]a slack[:]b'],
    ['code', '`rm` ```x```', "'rm' '''x'''"],
    ['formats', '*b* ~s~ _i_ \\*', '∗b∗ ∼s∼ ＿i＿ ⧵∗'],
    ['an entity', '&lt;', '&amp;lt;'],
  ])('makes %s harmless', (_, text, expected) => {
    expect(escapeMarkdown(text, 100)).toBe(expected)
  })

  it.each([
    'order #4711',
    'charge_card_2',
    'a-b',
    'took 1.5 s (2 of 3)',
    'Error: x = [1, 2]',
    '日本語 😀',
    'at 12:30:00',
  ])('leaves %j as it is', (text) => {
    expect(escapeMarkdown(text, 100)).toBe(text)
  })

  it('cuts no entity and no character in two', () => {
    expect(escapeMarkdown('abc<', 7)).toBe('abc&lt;')
    expect(escapeMarkdown('abc<d', 7)).toBe('abc…')
    expect(escapeMarkdown('abcd😀😀', 6)).toBe('abcd…')
  })

  it('stays within its length, and leaves whole entities only, of any text', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 300 }), (text, maxChars) => {
        const escaped = escapeMarkdown(text, maxChars)
        expect(escaped.length).toBeLessThanOrEqual(maxChars)
        expect(escaped.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&<>]/)
      }),
    )
  })
})
