import { describe, expect, it } from 'vitest'
import { nextWindow } from '../../lib/reconcile/next-window.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/reconcile-world.ts'

const until = '2026-11-22T12:00:00.000Z'

describe('nextWindow', () => {
  it.each([
    ['the whole window, the first time', null, HOUR, HOUR],
    ['a window before the end of what was read', NOW - 5 * MINUTE, HOUR, HOUR + 5 * MINUTE],
    ['all that was not read in three days', NOW - 3 * DAY, HOUR, 3 * DAY + HOUR],
    ['no more than 30 days, after months', NOW - 90 * DAY, HOUR, 30 * DAY],
    ['30 days, each time', NOW - DAY, 30 * DAY, 30 * DAY],
    ['the whole window, where the clock went back', NOW + 6 * MINUTE, HOUR, HOUR],
  ])('is %s', (_, readUntil, windowMs, lengthMs) => {
    const cursor = readUntil === null ? null : { readUntil, unread: null }

    expect(nextWindow(cursor, windowMs, NOW)).toEqual({ since: NOW - lengthMs, until, offset: 0, end: NOW })
  })

  it('is what was left of the last one', () => {
    const unread = { since: NOW - DAY, until: '2026-11-22T00:00:00.123456Z', offset: 3, end: NOW - HOUR }

    expect(nextWindow({ readUntil: NOW - 2 * HOUR, unread }, HOUR, NOW)).toBe(unread)
  })

  it('is the whole window after a first one that was not read whole', () => {
    expect(nextWindow({ readUntil: null, unread: null }, HOUR, NOW)).toEqual({
      since: NOW - HOUR,
      until,
      offset: 0,
      end: NOW,
    })
  })
})
