import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTime } from '../../../lib/run/parse-time.ts'
import { endAt } from '../../../local/hatchet/end-at.ts'
import { shiftTimes } from '../../../local/hatchet/shift-times.ts'
import { recordedRun, recordedRuns } from '../../support/recorded-run.ts'

const DAY_MS = 86_400_000

describe('times that are shifted', () => {
  it.each([
    ['2026-11-22T11:22:34.799825Z', DAY_MS, '2026-11-23T11:22:34.799825Z'],
    ['2026-11-22T11:22:34.799825Z', 201, '2026-11-22T11:22:35.000825Z'],
    ['2026-11-22T11:22:34Z', 5, '2026-11-22T11:22:34.005Z'],
    ['2026-11-22T11:22:38.98Z', 20, '2026-11-22T11:22:39Z'],
    ['2026-11-22T11:22:38.9800001Z', 20, '2026-11-22T11:22:39.0000001Z'],
    ['2026-11-22T11:22:38.980000001Z', -1, '2026-11-22T11:22:38.979000001Z'],
    ['2026-11-22T20:18:41.27-05:00', DAY_MS, '2026-11-23T20:18:41.27-05:00'],
    ['2026-11-22T00:18:41+05:30', -DAY_MS, '2026-11-21T00:18:41+05:30'],
    ['0001-01-01T00:00:00Z', DAY_MS, '0001-01-01T00:00:00Z'],
    ['0001-01-01T00:00:00-05:00', DAY_MS, '0001-01-01T00:00:00-05:00'],
    ['9999-12-31T23:59:59Z', DAY_MS, '9999-12-31T23:59:59Z'],
    ['2026-02-30T00:00:00Z', DAY_MS, '2026-02-30T00:00:00Z'],
    ['2026-11-22', DAY_MS, '2026-11-22'],
    ['at 2026-11-22T11:22:34Z', DAY_MS, 'at 2026-11-22T11:22:34Z'],
  ])('make %s by %i ms %s', (text, deltaMs, shifted) => {
    expect(shiftTimes(text, deltaMs)).toBe(shifted)
  })

  it('are found everywhere in a value, and nothing else of it changes', () => {
    const value = [{ a: ['2026-11-22T00:00:00Z', 1, null, true, 'b'] }]

    expect(shiftTimes(value, 1_000)).toEqual([{ a: ['2026-11-22T00:00:01Z', 1, null, true, 'b'] }])
    expect(value).toEqual([{ a: ['2026-11-22T00:00:00Z', 1, null, true, 'b'] }])
  })

  it('are later by just that, whatever their zone, and come back', () => {
    const times = fc
      .record({
        ms: fc.integer({ min: Date.UTC(1990), max: Date.UTC(2200) }),
        below: fc.stringMatching(/^(\d{0,5}[1-9])?$/),
        zone: fc.constantFrom('Z', '+00:00', '+05:30', '-11:00', '+14:00'),
      })
      .map(({ ms, below, zone }) => {
        const [seconds, fraction] = new Date(ms).toISOString().slice(0, -1).split('.')
        const digits = `${fraction}${below}`.replace(/0+$/, '')
        return `${seconds}${digits && `.${digits}`}${zone}`
      })

    fc.assert(
      fc.property(times, fc.integer({ min: -1e12, max: 1e12 }), (time, deltaMs) => {
        const shifted = shiftTimes(time, deltaMs)

        expect(parseTime(String(shifted))).toBe(Number(parseTime(time)) + deltaMs)
        expect(shiftTimes(shifted, -deltaMs)).toBe(time)
      }),
    )
  })
})

describe('a run that is made to end', () => {
  const NOW = Date.UTC(2027, 0, 1, 12, 0, 0, 7)

  it('ended then, and all that happened in it moved with it', () => {
    const { run, tasks } = recordedRun('replay-dag.final')
    // biome-ignore lint/suspicious/noExplicitAny: a recorded answer
    const ended = endAt(recordedRun('replay-dag.final'), NOW) as any

    expect([run.finishedAt, ended.run.finishedAt]).toEqual([
      '2026-11-22T11:22:41.488143Z',
      '2027-01-01T12:00:00.007143Z',
    ])
    expect([run.startedAt, ended.run.startedAt]).toEqual(['2026-11-22T11:22:38.932445Z', '2027-01-01T11:59:57.451445Z'])
    expect(ended.run.metadata.createdAt).toBe('2027-01-01T11:59:53.318825Z')
    expect([tasks[1].finishedAt, ended.tasks[1].finishedAt]).toEqual([
      '2026-11-22T11:22:41.478Z',
      '2027-01-01T11:59:59.997Z',
    ])
    expect(ended.tasks[0].createdAt).toBe('0001-01-01T00:00:00Z')
  })

  it('ended then in its own zone', () => {
    expect(endAt(recordedRun('api-in-new-york.completed'), NOW).run['finishedAt']).toMatch(
      /^2027-01-01T07:00:00\.007\d{0,3}-05:00$/,
    )
  })

  it.each(['fail-error.running', 'ok.queued'])('was created then if it has not ended, like %s', (name) => {
    const { run } = endAt(recordedRun(name), NOW)
    const created = name === 'ok.queued' ? Object(run['metadata']).createdAt : run['createdAt']

    expect(parseTime(String(created))).toBe(NOW)
    expect(run['finishedAt']).toBe('0001-01-01T00:00:00Z')
  })

  it.each(recordedRuns)('is otherwise as it was: %s', (name) => {
    const recorded = recordedRun(name)
    const { finishedAt, createdAt, metadata } = recorded.run
    const before = [finishedAt, createdAt, metadata.createdAt].map(parseTime).find((time) => typeof time === 'number')

    expect(endAt(endAt(recorded, NOW), Number(before))).toEqual(recorded)
  })
})
