import { describe, expect, it } from 'vitest'
import { MINUTE, minute } from '../../support/alerts/alert-times.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { becomes, fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

const BOTH = buildRoute({ sinks: ['team', 'pager'] })

describe('a failure that is older than a known success', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    ['opens nothing, and is told as recovered', [succeeds(20), fails(21, 10)], ['21 team recovered - +1 of 1']],
    [
      'is told with others, at most once in updateEvery',
      [succeeds(20), fails(21, 10), fails(22, 11), fails(23, 12), waits(60)],
      ['21 team recovered - +1 of 1', '36 team recovered - +2 of 2'],
    ],
    [
      'is counted into an open incident',
      [fails(0), succeeds(5), fails(6, 4), waits(30)],
      ['0 team opened A +1 of 1', '14 team resolved A +1 of 2 (succeeded)'],
    ],
    [
      'is told after the end that was told just before, when updateEvery is over',
      [fails(0), succeeds(5), waits(20), fails(21, 4), waits(60)],
      ['0 team opened A +1 of 1', '10 team resolved A +0 of 1 (succeeded)', '25 team recovered - +1 of 1'],
    ],
    [
      'does not hold back the next incident, which tells it',
      [succeeds(20), fails(21, 10), fails(22, 11), fails(23), waits(60)],
      ['21 team recovered - +1 of 1', '23 team opened A +2 of 1'],
    ],
    [
      'is counted once, however often it comes',
      [succeeds(20), fails(21, 10), fails(50, 10)],
      ['21 team recovered - +1 of 1'],
    ],
  ])('%s', (_, steps, messages) => {
    expect(playIncident(steps).told).toEqual(messages)
  })

  it('is never told to a sink that takes none, and never due there', () => {
    const { told, item } = playIncident([succeeds(20), fails(21, 10), waits(60)], { route: BOTH })

    expect(told).toEqual(['21 team recovered - +1 of 1'])
    expect(item).toMatchObject({ ever: 1, dueAt: null, sinks: { pager: { told: 1 } } })
  })

  it('is told by the n-th within the window only, where there is a threshold', () => {
    const route = buildRoute({ openAfter: { failures: 3, within: 10 * MINUTE } })
    const two = [succeeds(30), fails(31, 1), fails(32, 5), fails(33, 20)]

    expect(playIncident(two, { route }).told).toEqual([])
    expect(playIncident([succeeds(30), fails(31, 1), fails(32, 5), fails(34, 9)], { route }).told).toEqual([
      '34 team recovered - +3 of 3',
    ])
  })
})

describe('the newest success of a workflow', () => {
  it('is kept with no incident', () => {
    expect(playIncident([succeeds(0)]).item).toMatchObject({ version: 1, lastOkAt: minute(0) })
  })

  it.each([
    ['a newer one is stored when it is over 5 minutes newer', 5.1, 2],
    ['a newer one is not stored when it is 5 minutes newer', 5, 1],
    ['an older one is never stored', -60, 1],
  ])('%s', (_, at, version) => {
    expect(playIncident([succeeds(0), succeeds(10, at)]).item.version).toBe(version)
  })

  it('is not lost to an older one', () => {
    expect(playIncident([succeeds(20), succeeds(21, 3), fails(30, 5)]).item).toMatchObject({ open: null, ever: 1 })
  })
})

describe('what began and ended while a sink was unreachable', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    [
      'arrives as one message',
      [fails(0), fails(1), succeeds(2), waits(60), becomes(60, { down: [] }), waits(90)],
      ['60 team recovered A +2 of 2 (succeeded)'],
    ],
    [
      'arrives as one message, together with another that did',
      [fails(0), succeeds(2), waits(20), fails(20), fails(21), succeeds(22), becomes(60, { down: [] }), waits(90)],
      ['60 team recovered A +3 of 2 (succeeded)'],
    ],
    [
      'is told with the incident that is open now',
      [fails(0), succeeds(2), waits(20), fails(20), becomes(60, { down: [] }), waits(90)],
      ['60 team opened A +2 of 1'],
    ],
  ])('%s', (_, steps, messages) => {
    expect(playIncident(steps, { down: ['team'] }).told).toEqual(messages)
  })

  it('is only its end for a sink that takes nothing that is over, and that may have heard of it', () => {
    const { told, item } = playIncident([fails(0), succeeds(2), waits(60), becomes(60, { down: [] }), waits(90)], {
      route: buildRoute({ sinks: ['pager'] }),
      down: ['pager'],
    })

    expect(told).toEqual(['60 pager resolved A +1 of 1 (succeeded)'])
    expect(item.dueAt).toBeNull()
  })

  it('updates that a sink missed are one', () => {
    const failures = Array.from({ length: 30 }, (_, index) => fails(2 + index * 10))
    const steps = [fails(0), becomes(1, { down: ['team'] }), ...failures, becomes(300, { down: [] }), waits(310)]

    expect(playIncident(steps).told).toEqual(['0 team opened A +1 of 1', '300 team update A +30 of 31'])
  })

  it('a sink that still holds the incident before is told of its end first', () => {
    const steps = [
      fails(0),
      becomes(1, { down: ['team'] }),
      succeeds(2),
      waits(20),
      fails(20),
      becomes(30, { down: [] }),
      waits(40),
    ]

    expect(playIncident(steps).told).toEqual([
      '0 team opened A +1 of 1',
      '30 team resolved A +0 of 1 (succeeded)',
      '30 team opened B +1 of 1',
    ])
  })
})
