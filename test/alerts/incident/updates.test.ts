import { describe, expect, it } from 'vitest'
import { DAY, MINUTE } from '../../support/alerts/alert-times.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

describe('an open incident', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    [
      'tells further failures as one, when its interval is over',
      [fails(0), fails(3), fails(5), fails(9), waits(40)],
      ['0 team opened A +1 of 1', '15 team update A +3 of 4'],
    ],
    [
      'tells at once what comes after a longer silence than its interval',
      [fails(0), fails(20)],
      ['0 team opened A +1 of 1', '20 team update A +1 of 2'],
    ],
    ['tells nothing while nothing more fails', [fails(0), waits(300)], ['0 team opened A +1 of 1']],
    [
      'counts an older failure too',
      [fails(10), fails(12, 5), waits(40)],
      ['10 team opened A +1 of 1', '25 team update A +1 of 2'],
    ],
    [
      'counts a failure once, however often it comes',
      [fails(0), fails(3), fails(4, 3), fails(5, 0), fails(30, 3), waits(60)],
      ['0 team opened A +1 of 1', '15 team update A +1 of 2'],
    ],
    [
      'starts with the first interval again when it opens again',
      [fails(0), fails(16), fails(17), succeeds(18), fails(60), fails(76)],
      [
        '0 team opened A +1 of 1',
        '16 team update A +1 of 2',
        '27 team resolved A +1 of 3 (succeeded)',
        '60 team opened B +1 of 1',
        '76 team update B +1 of 2',
      ],
    ],
  ])('%s', (_, steps, messages) => {
    expect(playIncident(steps).told).toEqual(messages)
  })

  it('doubles the interval with every update, up to a day', () => {
    const failures = Array.from({ length: 5 * 720 }, (_, index) => fails(index * 2))
    const { told, item } = playIncident(failures, { route: buildRoute({ closeAfter: 14 * DAY }) })
    const minutes = told.map((line) => Number(line.split(' ')[0]))

    const intervals = minutes.slice(1).map((at, index) => at - (minutes[index] ?? 0))
    expect(intervals.map((each, index) => Math.abs(each - Math.min(15 * 2 ** index, 1_440)) <= 2)).not.toContain(false)
    expect(intervals.slice(-3).every((each) => each >= 1_440)).toBe(true)
    expect(item.sinks['team']?.intervalMs).toBe(DAY)
    expect(item.ever).toBe(failures.length)
  })

  it('has told all failures when it is told as resolved', () => {
    const failures = Array.from({ length: 500 }, (_, index) => fails(index * 2))
    const { told } = playIncident([...failures, succeeds(1_000), waits(1_100)])
    const sum = told.reduce((total, line) => total + Number(/\+(\d+)/.exec(line)?.[1]), 0)

    expect(told.at(-1)).toMatch(/^1008 team resolved A \+\d+ of 500 \(succeeded\)$/)
    expect(sum).toBe(500)
  })

  it('remembers the last 1,000 outcomes that it counted, and no more', () => {
    const { item } = playIncident(Array.from({ length: 1_100 }, (_, index) => fails(index / 10, index / 10)))

    expect(item.seen).toHaveLength(1_000)
    expect(item.ever).toBe(1_100)
  })

  it('keeps an interval of its own for each route', () => {
    const { told } = playIncident([fails(0), fails(1), waits(10)], { route: buildRoute({ updateEvery: 2 * MINUTE }) })

    expect(told).toEqual(['0 team opened A +1 of 1', '2 team update A +1 of 2'])
  })
})
