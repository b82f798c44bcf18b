import { describe, expect, it } from 'vitest'
import { utcMicros } from '../../../local/hatchet/utc-micros.ts'

describe('a time in UTC microseconds', () => {
  it.each([
    ['2026-11-22T11:22:34.799825Z', '2026-11-22T11:22:34.799825Z'],
    ['2026-11-22T11:22:34Z', '2026-11-22T11:22:34.000000Z'],
    ['2026-11-22T11:22:38.98Z', '2026-11-22T11:22:38.980000Z'],
    ['2026-11-22T11:22:38.123456999Z', '2026-11-22T11:22:38.123456Z'],
    ['2026-11-22T06:18:41.315458-05:00', '2026-11-22T11:18:41.315458Z'],
    ['2026-11-22T00:00:00.000001+01:00', '2026-11-21T23:00:00.000001Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000000Z'],
  ])('is, of %s, %s', (text, micros) => {
    expect(utcMicros(text)).toBe(micros)
  })

  it.each(['yesterday', '', '2026-02-30', '2026-02-30T00:00:00Z', '2026-11-22T11:22:34', '2026-11-22 11:22:34Z'])(
    'is none of "%s"',
    (text) => {
      expect(utcMicros(text)).toBeUndefined()
    },
  )
})
