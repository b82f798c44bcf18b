import { expect, it } from 'vitest'
import { isPast } from '../../lib/reconcile/is-past.ts'
import type { RunStatus } from '../../lib/run/run-status.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/reconcile-world.ts'

const FIRST_TICK = NOW - HOUR
const at = (createdAt: number, status: RunStatus) => ({ createdAt: new Date(createdAt).toISOString(), status })

it.each<[string, number, number, RunStatus, boolean]>([
  ['ended before the first tick', FIRST_TICK - 1, NOW - 2 * HOUR, 'FAILED', true],
  ['ended as the first tick was: a poll tells it', FIRST_TICK, NOW - 2 * HOUR, 'FAILED', false],
  ['ended since, and was created two days ago', NOW - MINUTE, NOW - 2 * DAY, 'COMPLETED', false],
  [
    'ended since, after more than two days: no poll looks so far back',
    NOW - MINUTE,
    NOW - 2 * DAY - 1,
    'COMPLETED',
    true,
  ],
  ['failed since, after 30 days', NOW - MINUTE, NOW - 30 * DAY, 'FAILED', false],
  ['failed since, after more than 30 days', NOW - MINUTE, NOW - 30 * DAY - 1, 'FAILED', true],
  ['was cancelled since, after 30 days', NOW - MINUTE, NOW - 30 * DAY, 'CANCELLED', false],
  ['was cancelled since, after more than 30 days', NOW - MINUTE, NOW - 30 * DAY - 1, 'CANCELLED', true],
  ['has ended just now: it may be an attempt before its retry', NOW - 29_999, NOW - 31 * DAY, 'FAILED', false],
  ['says that it ends in an hour', NOW + HOUR, NOW - 31 * DAY, 'FAILED', false],
])('isPast of a run that %s is right', (_, end, createdAt, status, expected) => {
  expect(isPast(end, at(createdAt, status), FIRST_TICK, NOW)).toBe(expected)
})

it('isPast of a run that ended just now is no, though there was no tick yet', () => {
  expect(isPast(NOW - 29_999, at(NOW - HOUR, 'FAILED'), NOW, NOW)).toBe(false)
  expect(isPast(NOW - 30_000, at(NOW - HOUR, 'FAILED'), NOW, NOW)).toBe(true)
})
