import { describe, expect, it } from 'vitest'
import { DAY, MINUTE } from '../../support/alerts/alert-times.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

const THREE = { route: buildRoute({ openAfter: { failures: 3, within: 10 * MINUTE } }) }

describe('an incident', () => {
  it('opens with the first failure, at once', () => {
    const { told, item } = playIncident([fails(0)])

    expect(told).toEqual(['0 team opened A +1 of 1'])
    expect(item).toMatchObject({ ever: 1, open: { total: 1 }, seen: [{ outcomeId: '0000000000000001' }] })
  })

  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    ['opens with the n-th failure, and counts those that led to it', [fails(0), fails(4), fails(9)], ['9 +3 of 3']],
    ['does not open before the n-th failure', [fails(0), fails(4), waits(30)], []],
    ['does not open with n failures over a longer time', [fails(0), fails(6), fails(11), fails(17)], []],
    [
      'goes by when runs finished, not by when they are told',
      [fails(30, 0), fails(45, 4), fails(59, 9)],
      ['59 +3 of 3'],
    ],
    [
      'does not open with runs that are told at once but finished apart',
      [fails(30, 0), fails(30, 15), fails(30, 30)],
      [],
    ],
    ['opens whatever the order in which failures come', [fails(9), fails(10, 0), fails(11, 4)], ['11 +3 of 3']],
    [
      'is opened by a window that a late failure completes',
      [fails(0), fails(20), fails(21), fails(22, 19)],
      ['22 +3 of 3'],
    ],
    ['forgets failures by arrival, an hour after the window', [fails(0), fails(4), fails(74, 9)], []],
    ['remembers failures by arrival, for an hour after the window', [fails(0), fails(4), fails(69, 9)], ['69 +3 of 3']],
    ['does not count the same failure twice towards the n', [fails(0), fails(1, 0), fails(2, 0)], []],
    [
      'opens although a run succeeded in between, since n failures in that time are what was asked for',
      [fails(0), succeeds(2), fails(4), fails(5)],
      ['5 +3 of 3'],
    ],
  ])('of a route with a threshold of 3 in 10 minutes %s', (_, steps, messages) => {
    const { told } = playIncident(steps, THREE)

    expect(told.map((line) => line.replace('team opened A ', ''))).toEqual(messages)
  })

  it('remembers at most 50 failures below its threshold', () => {
    const route = buildRoute({ openAfter: { failures: 60, within: DAY } })
    const { told, item } = playIncident(
      Array.from({ length: 80 }, (_, index) => fails(index)),
      { route },
    )

    expect(told).toEqual([])
    expect(item.recent).toHaveLength(50)
  })

  it('that opens again is another one, with an id of its own', () => {
    const { told, item } = playIncident([fails(0), succeeds(5), fails(20), succeeds(21), fails(40)])

    expect(told.filter((line) => !line.includes('resolved'))).toEqual([
      '0 team opened A +1 of 1',
      '20 team opened B +1 of 1',
      '40 team opened C +1 of 1',
    ])
    expect(item.last?.id).not.toBe(item.open?.id)
  })

  it('has the same id, whoever opens it from the same state', () => {
    const [first, second] = [playIncident([fails(0)]), playIncident([fails(0)])]

    expect(first.item.open?.id).toMatch(/^[\da-f]{32}$/)
    expect(first.item.open?.id).toBe(second.item.open?.id)
  })

  it('tells every sink of its route, and no other', () => {
    const { told } = playIncident([fails(0)], { route: buildRoute({ sinks: ['team', 'pager', 'unknown'] }) })

    expect(told).toEqual(['0 team opened A +1 of 1', '0 pager opened A +1 of 1'])
  })

  it('tells the newest failure, whatever the order in which they come', () => {
    const { item } = playIncident([fails(5), fails(6, 3), fails(7, 4)])

    expect(item.sample?.at).toBe(item.lastFailAt)
    expect(item.open).toMatchObject({ total: 3, firstFailAt: (item.lastFailAt ?? 0) - 2 * MINUTE })
  })
})
