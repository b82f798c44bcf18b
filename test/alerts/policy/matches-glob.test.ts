import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesGlob } from '../../../lib/alerts/policy/matches-glob.ts'

/** The rule itself, in exponential time: a star takes nothing, or one character and then the rest as before. */
const obviously = (glob: string, text: string): boolean => {
  if (glob === '') return text === ''
  if (glob[0] === '*') return obviously(glob.slice(1), text) || (text !== '' && obviously(glob, text.slice(1)))
  return glob[0] === text[0] && obviously(glob.slice(1), text.slice(1))
}

describe('matchesGlob', () => {
  it.each([
    ['charge', 'charge', true],
    ['charge', 'charge-card', false],
    ['charge', 'recharge', false],
    ['charge-*', 'charge-card', true],
    ['charge-*', 'charge-', true],
    ['charge-*', 'charge', false],
    ['*-card', 'charge-card', true],
    ['*-card', 'charge-card-2', false],
    ['c*-*d', 'charge-card', true],
    ['*a*b*', 'ba', false],
    ['*', '', true],
    ['**', 'x', true],
    ['', '', true],
    ['', 'x', false],
    ['Charge', 'charge', false],
    ['a.b', 'axb', false],
    ['[a]', 'a', false],
    ['*ab', 'aab', true],
    ['*aab', 'aaab', true],
    ['a*', '*', false],
    ['*', '日本 😀\n', true],
  ])('%j and %j: %s', (glob, text, expected) => {
    expect(matchesGlob(glob, text)).toBe(expected)
  })

  it('says what the rule says, of any text', () => {
    const letters = (...units: string[]) =>
      fc.array(fc.constantFrom(...units), { maxLength: 9 }).map((list) => list.join(''))
    fc.assert(
      fc.property(letters('a', 'b', '*'), letters('a', 'b', '*'), (glob, text) => {
        expect(matchesGlob(glob, text)).toBe(obviously(glob, text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('takes no longer than the lengths multiplied, where a regular expression never ends', () => {
    let looks = 0
    const text = new Proxy(Object('a'.repeat(256)), {
      get: (target, member) => {
        looks += 1
        return Reflect.get(target, member)
      },
    }) as unknown as string

    expect(matchesGlob(`${'*a'.repeat(127)}*b`, text)).toBe(false)
    expect(looks).toBeLessThan(3 * 256 * 256)
  })
})
