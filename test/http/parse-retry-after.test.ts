import { describe, expect, it } from 'vitest'
import { parseHttpDate } from '../../lib/http/parse-http-date.ts'
import { parseRetryAfter } from '../../lib/http/parse-retry-after.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')

describe('parseRetryAfter', () => {
  it.each<[header: string | undefined, ms: number]>([
    ['0', 0],
    ['30', 30_000],
    ['007', 7_000],
    ['86400', 86_400_000],
    ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 12:00:00 GMT', 0],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    [undefined, 0],
    ['', 0],
    ['-5', 0],
    ['+5', 0],
    ['1.5', 0],
    ['1e3', 0],
    ['soon', 0],
    ['30 s', 0],
    ['٣', 0],
    ['2026-11-22T12:01:30Z', 0],
    ['Sunday, 22-Nov-26 12:01:30 GMT', 0],
    ['Sun, 22 Nov 2026 12:01:30 CET', 0],
    ['Sun, 22 Nov 2026 25:01:30 GMT', 0],
  ])('reads %j as %i ms', (header, ms) => {
    expect(parseRetryAfter(header, NOW)).toBe(ms)
  })

  it('takes a number that is too large for one as a time that does not end', () => {
    expect(parseRetryAfter('9'.repeat(400), NOW)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('parseHttpDate', () => {
  it('reads the one form that is still sent', () => {
    expect(parseHttpDate('Sun, 22 Nov 2026 12:00:00 GMT')).toBe(NOW)
  })

  it.each([
    undefined,
    '',
    'Sun, 22 Nov 2026 12:00:00',
    ' Sun, 22 Nov 2026 12:00:00 GMT',
    'Sun, 22 Foo 2026 12:00:00 GMT',
  ])('reads no date in %j', (text) => {
    expect(parseHttpDate(text)).toBeUndefined()
  })
})
