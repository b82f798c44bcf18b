import { describe, expect, it } from 'vitest'
import { answer, faultOf, NOW, QUERY, recordedList, SIGNAL, startHatchet } from './hatchet-world.ts'

const PAGE = recordedList('list.limit-3')
const HALF_PAST = { date: 'Sun, 22 Nov 2026 11:30:00 GMT' }

describe('now', () => {
  it('is our own clock before Hatchet has answered', async () => {
    expect((await startHatchet([answer(PAGE)])).runs.now()).toBe(NOW)
  })

  it('is that of the Date header of the latest answer, and goes on with ours', async () => {
    let now = NOW
    const later = { date: 'Sun, 22 Nov 2026 12:00:31 GMT' }
    const { runs } = await startHatchet([answer(PAGE, 200, HALF_PAST), answer(PAGE, 200, later)], { now: () => now })

    await runs.list(QUERY, SIGNAL)
    now += 1_500
    expect(runs.now()).toBe(Date.parse('2026-11-22T11:30:01.500Z'))
    await runs.list(QUERY, SIGNAL)
    expect(runs.now()).toBe(Date.parse('2026-11-22T12:00:31Z'))
  })

  it.each([
    ['a refusal', 403, {}],
    ['a failure', 500, {}],
    ['an answer that is too large', 200, { 'content-length': '999999999' }],
  ])('is that of %s too', async (_, status, headers) => {
    const { runs } = await startHatchet([answer({}, status, { ...HALF_PAST, ...headers })])
    await faultOf(runs.list(QUERY, SIGNAL))

    expect(runs.now()).toBe(Date.parse('2026-11-22T11:30:00Z'))
  })

  it.each([
    ['none', {}],
    ['empty', { date: '' }],
    ['a number', { date: '1' }],
    ['a date in another form', { date: '2026-11-22T12:00:00Z' }],
    ['a date of no hour', { date: 'Sun, 22 Nov 2026 25:00:00 GMT' }],
  ])('stays as it was where the Date header is %s', async (_, headers) => {
    const { runs } = await startHatchet([answer(PAGE, 200, HALF_PAST), answer(PAGE, 200, headers)])
    await runs.list(QUERY, SIGNAL)
    await runs.list(QUERY, SIGNAL)

    expect(runs.now()).toBe(Date.parse('2026-11-22T11:30:00Z'))
  })
})
