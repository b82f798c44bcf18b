import { expect, it } from 'vitest'
import { isDue } from '../../lib/reconcile/is-due.ts'
import { HOUR, NOW } from '../support/reconcile-world.ts'

const FIRST_TICK = NOW - HOUR

it.each([
  ['30 s ago', NOW - 30_000, true],
  ['less than 30 s ago: it may be an attempt before its retry', NOW - 29_999, false],
  ['now', NOW, false],
  ['in an hour', NOW + HOUR, false],
  ['more than an hour from now: that is no time to wait for', NOW + HOUR + 1, true],
  ['as the first tick was', FIRST_TICK, true],
  ['before the first tick', FIRST_TICK - 1, false],
])('isDue of a run that ended %s is right', (_, end, expected) => {
  expect(isDue(end, FIRST_TICK, NOW)).toBe(expected)
})

it('isDue tells nothing that ended before the first tick, however long ago that is', () => {
  expect(isDue(FIRST_TICK - 1, FIRST_TICK, NOW + 1_000 * HOUR)).toBe(false)
})
