import { describe, expect, it } from 'vitest'
import { countOf } from '../../../lib/alerts/notification/count-of.ts'
import { formatDuration } from '../../../lib/alerts/notification/format-duration.ts'
import { formatTime } from '../../../lib/alerts/notification/format-time.ts'
import { isLinkable } from '../../../lib/alerts/notification/is-linkable.ts'
import { quietFor } from '../../../lib/alerts/notification/quiet-for.ts'

describe('formatDuration', () => {
  it.each([
    [-5, '0 ms'],
    [0, '0 ms'],
    [56.6, '57 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [1_240, '1.2 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [125_000, '2 min 5 s'],
    [3_599_500, '1 h'],
    [3_780_000, '1 h 3 min'],
    [86_399_999, '1 day'],
    [2 * 86_400_000 + 3 * 3_600_000, '2 days 3 h'],
    [47.6 * 3_600_000, '2 days'],
  ])('writes %d ms as %s', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected)
  })
})

describe('formatTime', () => {
  const at = Date.parse('2026-11-22T00:18:04.963Z')

  it('writes UTC, to the second, with its date', () => {
    expect(formatTime(at)).toBe('00:18:04 UTC on 22 Nov 2026')
  })

  it('leaves the date out beside a time of the same day, and only there', () => {
    expect(formatTime(at, Date.parse('2026-11-22T23:59:59Z'))).toBe('00:18:04 UTC')
    expect(formatTime(at, Date.parse('2026-11-21T23:59:59Z'))).toBe('00:18:04 UTC on 22 Nov 2026')
    expect(formatTime(at, Date.parse('2025-11-22T00:18:04Z'))).toBe('00:18:04 UTC on 22 Nov 2026')
  })

  it.each([Number.NaN, 9e15, Number.NEGATIVE_INFINITY])('says so where it is none: %d', (time) => {
    expect(formatTime(time)).toBe('an unknown time')
  })

  it('writes a year of more than four digits', () => {
    expect(formatTime(Date.UTC(12_026, 0, 1, 9))).toBe('09:00:00 UTC on 1 Jan 12026')
  })
})

describe('countOf', () => {
  it.each([
    [0, '0 runs'],
    [1, '1 run'],
    [2, '2 runs'],
    [1_234_567, '1,234,567 runs'],
  ])('counts %d', (count, expected) => {
    expect(countOf(count, 'run')).toBe(expected)
  })
})

describe('quietFor', () => {
  it.each([
    [14 * 86_400_000 + 3_599_000, '14 days'],
    [86_400_000, '1 day'],
    [90_000, '1 min 30 s'],
  ])('tells %d ms roughly: %s', (ms, expected) => {
    expect(quietFor({ lastFailAt: 5, endedAt: 5 + ms })).toBe(expected)
  })

  it('is nothing while the incident is open', () => {
    expect(quietFor({ lastFailAt: 5, endedAt: null })).toBe('0 ms')
  })
})

describe('isLinkable', () => {
  it.each([
    ['https://cloud.hatchet.run/tenants/1/runs/%3Cb%3E', true],
    ['http://hatchet.internal:8080/x#y', true],
    [`https://x.example/${'a'.repeat(494)}`, true],
    [`https://x.example/${'a'.repeat(495)}`, false],
    ['https://x.example/a b', false],
    ['https://x.example/a\nb', false],
    ['https://x.example/>', false],
    ['https://x.example/|click', false],
    ['https://x.example/*b*', false],
    ['https://x.example/日本', false],
    ['javascript:alert(1)', false],
    ['https://', false],
    ['https://:', false],
    ['', false],
  ])('%s: %s', (url, expected) => {
    expect(isLinkable(url)).toBe(expected)
  })
})
