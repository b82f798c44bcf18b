import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTooDeep } from '../../lib/run/is-too-deep.ts'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)

describe('isTooDeep', () => {
  it.each([
    ['100,000 lists', nested(100_000), false],
    ['100,001 lists', nested(100_001), true],
    ['100,001 objects', `${'{"a":'.repeat(100_001)}1${'}'.repeat(100_001)}`, true],
    ['lists and objects in turn', `${'[{"a":'.repeat(60_000)}1${'}]'.repeat(60_000)}`, true],
    ['lists that never end', '['.repeat(100_001), true],
    ['many lists beside one another', `[${'[],'.repeat(200_000)}[]]`, false],
    ['brackets in a text', `["${'['.repeat(200_000)}"]`, false],
    ['brackets in a text after an escaped quote', `["\\"${'['.repeat(200_000)}"]`, false],
    ['brackets after a text that ends in a backslash', `["\\\\",${nested(100_001)}]`, true],
    ['a text that never ends', `"${'['.repeat(200_000)}`, false],
  ])('of %s', (_, json, expected) => {
    expect(isTooDeep(json)).toBe(expected)
  })

  it('takes no JSON of people for too deep', () => {
    fc.assert(fc.property(fc.json(), (json) => !isTooDeep(json)))
  })
})
