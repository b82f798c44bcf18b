import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTime } from '../../lib/run/parse-time.ts'

const NOON = Date.UTC(2026, 10, 22, 12)

const pad = (value: number): string => String(value).padStart(2, '0')

describe('parseTime', () => {
  it.each([
    ['no fraction', '2026-11-22T12:00:00Z', NOON],
    ['1 digit', '2026-11-22T12:00:00.5Z', NOON + 500],
    ['2 digits', '2026-11-22T12:00:00.05Z', NOON + 50],
    ['3 digits', '2026-11-22T12:00:00.123Z', NOON + 123],
    ['4 digits', '2026-11-22T12:00:00.1239Z', NOON + 123],
    ['5 digits', '2026-11-22T12:00:00.12399Z', NOON + 123],
    ['6 digits', '2026-11-22T12:00:00.123999Z', NOON + 123],
    ['7 digits', '2026-11-22T12:00:00.1239999Z', NOON + 123],
    ['8 digits', '2026-11-22T12:00:00.12399999Z', NOON + 123],
    ['9 digits', '2026-11-22T12:00:00.999999999Z', NOON + 999],
    ['a fraction of zeros', '2026-11-22T12:00:00.000000Z', NOON],
  ])('cuts a time with %s to milliseconds', (_, text, expected) => {
    expect(parseTime(text)).toBe(expected)
  })

  it('cuts down before 1970 as well', () => {
    expect(parseTime('1969-12-31T23:59:59.9989Z')).toBe(-2)
  })

  it.each([
    ['2026-11-22T07:00:00-05:00'],
    ['2026-11-22T17:30:00+05:30'],
    ['2026-11-23T02:00:00+14:00'],
    ['2026-11-23T11:59:00+23:59'],
    ['2026-11-22T12:00:00+00:00'],
    ['2026-11-22T12:00:00-00:00'],
    ['2026-11-22t12:00:00z'],
  ])('reads %s as one instant', (text) => {
    expect(parseTime(text)).toBe(NOON)
  })

  it.each([
    ['0001-01-01T00:00:00Z'],
    ['0001-01-01T00:00:00+00:00'],
    ['0001-01-01T05:30:00+05:30'],
    ['0000-12-31T19:03:58-04:56'],
    ['0001-12-31T23:59:59.999999999Z'],
    ['0000-01-01T00:00:00Z'],
  ])('reads %s as not set', (text) => {
    expect(parseTime(text)).toBeNull()
  })

  it.each([
    ['0002-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00Z'],
    ['2024-02-29T00:00:00Z'],
    ['2000-02-29T00:00:00Z'],
    ['2026-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59.999Z'],
  ])('reads %s', (text) => {
    expect(parseTime(text)).toBe(Date.parse(text))
  })

  it.each([
    ['Feb 30', '2026-02-30T12:00:00Z'],
    ['Feb 29 outside a leap year', '2026-02-29T12:00:00Z'],
    ['Feb 29 of 1900', '1900-02-29T12:00:00Z'],
    ['Feb 30 in year 1', '0001-02-30T12:00:00Z'],
    ['Apr 31', '2026-04-31T12:00:00Z'],
    ['Jan 32', '2026-01-32T12:00:00Z'],
    ['day 0', '2026-01-00T12:00:00Z'],
    ['month 0', '2026-00-01T12:00:00Z'],
    ['month 13', '2026-13-01T12:00:00Z'],
    ['hour 24', '2026-11-22T24:00:00Z'],
    ['minute 60', '2026-11-22T12:60:00Z'],
    ['second 60', '2026-12-31T23:59:60Z'],
    ['offset hour 24', '2026-11-22T12:00:00+24:00'],
    ['offset minute 60', '2026-11-22T12:00:00+01:60'],
    ['a year past 9999 in UTC', '9999-12-31T23:59:59-01:00'],
    ['a missing offset', '2026-11-22T12:00:00'],
    ['a missing offset after a fraction', '2026-11-22T12:00:00.123456'],
    ['a blank for T', '2026-11-22 12:00:00Z'],
    ['an offset of hours alone', '2026-11-22T12:00:00+02'],
    ['an offset without a colon', '2026-11-22T12:00:00+0200'],
    ['a named zone', '2026-11-22T12:00:00 UTC'],
    ['a date alone', '2026-11-22'],
    ['no seconds', '2026-11-22T12:00Z'],
    ['a dot without digits', '2026-11-22T12:00:00.Z'],
    ['10 fraction digits', '2026-11-22T12:00:00.1234567890Z'],
    ['a comma before the fraction', '2026-11-22T12:00:00,5Z'],
    ['five digits of year', '12026-11-22T12:00:00Z'],
    ['a signed year', '+002026-11-22T12:00:00Z'],
    ['one digit of month', '2026-1-22T12:00:00Z'],
    ['a blank before', ' 2026-11-22T12:00:00Z'],
    ['a line break after', '2026-11-22T12:00:00Z\n'],
    ['digits of another script', '２０２６-11-22T12:00:00Z'],
    ['an HTTP date', 'Sun, 22 Nov 2026 12:00:00 GMT'],
    ['seconds since 1970', '1795348800'],
    ['a word', 'now'],
    ['nothing', ''],
  ])('rejects %s', (_, text) => {
    expect(parseTime(text)).toBeUndefined()
  })

  it('reads back any instant at any offset with any number of digits, cut to milliseconds', () => {
    const seconds = fc.integer({ min: Date.UTC(1000, 0, 1) / 1_000, max: Date.UTC(9998, 0, 1) / 1_000 })
    const offsetMinutes = fc.integer({ min: -1_439, max: 1_439 })
    const digits = fc.stringMatching(/^\d{0,9}$/)
    fc.assert(
      fc.property(seconds, offsetMinutes, digits, (epochSeconds, offset, fraction) => {
        const local = new Date((epochSeconds + offset * 60) * 1_000).toISOString().slice(0, 19)
        const zone = `${offset < 0 ? '-' : '+'}${pad(Math.trunc(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
        const text = `${local}${fraction === '' ? '' : `.${fraction}`}${zone}`
        expect(parseTime(text)).toBe(epochSeconds * 1_000 + Number(fraction.padEnd(3, '0').slice(0, 3)))
      }),
    )
  })

  it('takes a date exactly where the calendar has it', () => {
    const year = fc.integer({ min: 1970, max: 2400 })
    const [month, day] = [fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 })]
    fc.assert(
      fc.property(year, month, day, (y, m, d) => {
        const date = new Date(Date.UTC(y, m - 1, d))
        const exists = date.getUTCMonth() === m - 1 && date.getUTCDate() === d
        expect(parseTime(`${y}-${pad(m)}-${pad(d)}T00:00:00Z`)).toBe(exists ? date.getTime() : undefined)
      }),
    )
  })
})
