import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTick } from '../../lib/reconcile/parse-tick.ts'
import { SCHEDULES } from '../support/reconcile-world.ts'

const ALL = ['COMPLETED', 'FAILED', 'CANCELLED']
const GOOD = { schedule: '5min', windowMinutes: 60 }

describe('parseTick', () => {
  it.each([
    [SCHEDULES['5min'], { schedule: '5min', windowMs: 3_600_000, statuses: ALL }],
    [SCHEDULES.hourly, { schedule: 'hourly', windowMs: 86_400_000, statuses: ALL }],
    [SCHEDULES.daily, { schedule: 'daily', windowMs: 30 * 86_400_000, statuses: ['FAILED', 'CANCELLED'] }],
    [
      { ...GOOD, statuses: ['COMPLETED'] },
      { schedule: '5min', windowMs: 3_600_000, statuses: ['COMPLETED'] },
    ],
    [
      { ...GOOD, windowMinutes: 1, more: true },
      { schedule: '5min', windowMs: 60_000, statuses: ALL },
    ],
    [
      { ...GOOD, schedule: 'a'.repeat(32) },
      { schedule: 'a'.repeat(32), windowMs: 3_600_000, statuses: ALL },
    ],
  ])('reads %j', (event, tick) => {
    expect(parseTick(event)).toEqual(tick)
  })

  it.each([
    ['schedule', undefined],
    ['schedule', ''],
    ['schedule', 'a'.repeat(33)],
    ['schedule', '5 min'],
    ['schedule', 'Daily'],
    ['schedule', 'a#b'],
    ['schedule', 5],
    ['windowMinutes', undefined],
    ['windowMinutes', 0],
    ['windowMinutes', -60],
    ['windowMinutes', 1.5],
    ['windowMinutes', 43_201],
    ['windowMinutes', '60'],
    ['windowMinutes', Number.NaN],
    ['statuses', []],
    ['statuses', ['RUNNING']],
    ['statuses', ['FAILED', 'failed']],
    ['statuses', 'FAILED'],
    ['statuses', null],
  ])('refuses %s: %j, and names nothing else', (name, value) => {
    const others = ['schedule', 'windowMinutes', 'statuses'].filter((other) => other !== name)
    const read = () => parseTick({ ...GOOD, [name]: value })

    expect(read).toThrow(TypeError)
    expect(read).toThrow(new RegExp(`^wrong event: ${name} must be (?!.*(?:${others.join('|')}))`))
  })

  it('names every wrong member at once', () => {
    expect(() => parseTick({ schedule: '', windowMinutes: 0, statuses: [] })).toThrow(
      /^wrong event: schedule must be .+; windowMinutes must be .+; statuses must be .+$/,
    )
  })

  it.each([null, undefined, 'tick', 7, true])('says what an event is, given %j', (event) => {
    expect(() => parseTick(event)).toThrow(
      'wrong event: it must be an object like {"schedule":"5min","windowMinutes":60}',
    )
  })

  it('takes what it should, or throws a TypeError, whatever the event', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ schedule: fc.anything(), windowMinutes: fc.anything() })),
        (event) => {
          try {
            expect(parseTick(event).windowMs).toBeGreaterThan(0)
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError)
            expect((error as Error).message).toMatch(/^wrong event: /)
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
