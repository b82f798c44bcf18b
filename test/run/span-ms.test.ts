import { describe, expect, it } from 'vitest'
import { spanMs } from '../../lib/run/span-ms.ts'

const NOON = Date.UTC(2026, 10, 22, 12)

describe('spanMs', () => {
  it.each([
    ['one time and itself', NOON, NOON, 0],
    ['a time and a later one', NOON, NOON + 1_500, 1_500],
    ['times before and after 1970', -10, 10, 20],
    ['a time and one 1 ms before it, as 0', NOON, NOON - 1, 0],
    ['a time and one 5 s before it, as 0', NOON, NOON - 5_000, 0],
    ['a time and one more than 5 s before it, as none', NOON, NOON - 5_001, null],
    ['an unknown start, as none', null, NOON, null],
    ['an unknown end, as none', NOON, null, null],
    ['the start of 1970, which is a time', 0, 0, 0],
  ])('measures %s', (_, from, to, expected) => {
    expect(spanMs(from, to)).toBe(expected)
  })
})
