import fc from 'fast-check'
import { expect, it } from 'vitest'
import { daysBetween } from '../../../scripts/backfill/days-between.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-11-22T12:00:00Z')

it('daysBetween cuts at midnight UTC, and begins and ends where it is told', () => {
  expect(daysBetween(NOW - 13 * HOUR, NOW + 12.5 * HOUR)).toEqual([
    { since: '2026-11-21T23:00:00.000Z', until: '2026-11-21T23:59:59.999999Z' },
    { since: '2026-11-22T00:00:00.000Z', until: '2026-11-22T23:59:59.999999Z' },
    { since: '2026-11-23T00:00:00.000Z', until: '2026-11-23T00:29:59.999999Z' },
  ])
})

it('daysBetween leaves out no microsecond, and has none twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9 * 86_400_000 }),
      fc.integer({ min: 1, max: 9 * 86_400_000 }),
      (from, ms) => {
        const days = daysBetween(NOW + from, NOW + from + ms)
        const micros = (text: string) => Date.parse(text) * 1_000 + Number(text.slice(23, -1) || 0)

        expect(micros(days[0]?.since ?? '')).toBe((NOW + from) * 1_000)
        expect(micros(days.at(-1)?.until ?? '')).toBe((NOW + from + ms) * 1_000 - 1)
        for (const [index, { since, until }] of days.entries()) {
          expect(micros(since)).toBeLessThan(micros(until))
          if (index > 0) expect(micros(since)).toBe(micros(days[index - 1]?.until ?? '') + 1)
        }
      },
    ),
  )
})
