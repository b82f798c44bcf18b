import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSchedule } from '../../local/triggers/start-schedule.ts'

const events: unknown[] = []
const target = {
  invoke: async (event: string) => {
    events.push(JSON.parse(event))
    return { ok: true, payload: 'null' } as const
  },
  stop: async () => {},
}

describe('a schedule', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    events.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('calls at %s, the first time after one interval', async (rate, ms) => {
    const schedule = startSchedule({ rate, input: { windowMinutes: 60 } }, target)
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(events).toEqual([])
    await vi.advanceTimersByTimeAsync(1 + ms)
    expect(events).toEqual([{ windowMinutes: 60 }, { windowMinutes: 60 }])
    await schedule.stop()
  })

  it('sends the event of the scheduler where there is no input', async () => {
    const schedule = startSchedule({ rate: 'rate(1 minute)', input: undefined }, target)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(events).toMatchObject([{ 'detail-type': 'Scheduled Event', source: 'aws.scheduler' }])
    await schedule.stop()
  })

  it('calls no more once it is stopped', async () => {
    const schedule = startSchedule({ rate: 'rate(1 minute)', input: {} }, target)
    await schedule.stop()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(events).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not take an expression that it would not keep', () => {
    expect(() => startSchedule({ rate: 'cron(0 12 * * ? *)', input: {} }, target)).toThrow('not cron(0 12 * * ? *)')
  })
})
