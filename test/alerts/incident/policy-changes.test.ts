import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../support/alerts/alert-times.ts'
import { buildContext } from '../../support/alerts/build-context.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { becomes, fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

const { sinks } = buildContext()
const TEAM = new Map([...sinks].filter(([name]) => name === 'team'))
const BOTH = { route: buildRoute({ sinks: ['team', 'pager'] }) }
const OPENED = ['0 team opened A +1 of 1', '0 pager opened A +1 of 1']

describe('when the policy changes', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    [
      'an incident whose route is gone ends, and its sinks are told, within the hour',
      [fails(0), becomes(5, { route: null }), waits(100)],
      [...OPENED, '60 team resolved A +0 of 1 (unrouted)', '60 pager resolved A +0 of 1 (unrouted)'],
    ],
    [
      'a failure of a route that is gone is not counted',
      [fails(0), becomes(5, { route: null }), fails(6)],
      [...OPENED, '6 team resolved A +0 of 1 (unrouted)', '6 pager resolved A +0 of 1 (unrouted)'],
    ],
    [
      'a sink that its route no longer names is told of its end, and the others go on',
      [fails(0), becomes(5, { route: buildRoute({ sinks: ['team'] }) }), fails(20)],
      [...OPENED, '20 team update A +1 of 2', '20 pager resolved A +1 of 2 (unrouted)'],
    ],
    [
      'a sink that is gone is told nothing more, and the others go on',
      [fails(0), becomes(5, { sinks: TEAM }), fails(20)],
      [...OPENED, '20 team update A +1 of 2'],
    ],
    [
      'a sink that its route no longer names is told no negative number of new failures',
      [
        fails(0),
        succeeds(1),
        waits(20),
        fails(20),
        fails(36),
        becomes(40, { route: buildRoute({ sinks: ['team'] }) }),
        waits(120),
      ],
      [
        ...OPENED,
        '10 team resolved A +0 of 1 (succeeded)',
        '10 pager resolved A +0 of 1 (succeeded)',
        '20 team opened B +1 of 1',
        '20 pager opened B +1 of 1',
        '36 team update B +1 of 2',
        '36 pager update B +1 of 2',
        '96 pager resolved B +0 of 2 (unrouted)',
      ],
    ],
  ])('%s', (_, steps, messages) => {
    expect(playIncident(steps, BOTH).told).toEqual(messages)
  })

  it('a new sink starts as told, is told of what follows, and of the end', () => {
    const { told } = playIncident([fails(0), becomes(5, BOTH), fails(6), waits(22), succeeds(23), waits(40)])

    expect(told).toEqual([
      '0 team opened A +1 of 1',
      '15 team update A +1 of 2',
      '21 pager update A +1 of 2',
      '23 team resolved A +0 of 2 (succeeded)',
      '23 pager resolved A +0 of 2 (succeeded)',
    ])
  })

  it('a new sink is told nothing of what was over before it came', () => {
    expect(playIncident([fails(0), succeeds(1), waits(20), becomes(20, BOTH), succeeds(30), waits(60)]).told).toEqual([
      '0 team opened A +1 of 1',
      '10 team resolved A +0 of 1 (succeeded)',
    ])
  })

  it('an item keeps no sink that has nothing more to do with it', () => {
    const { item } = playIncident([fails(0), becomes(5, { route: null }), waits(100)], BOTH)

    expect(item).toMatchObject({ sinks: {}, dueAt: null, open: null })
  })

  it('a lower threshold opens with the next failure, and counts those that are remembered', () => {
    const route = buildRoute({ openAfter: { failures: 5, within: 10 * MINUTE } })
    const steps = [fails(0), fails(1), becomes(2, { route: buildRoute() }), fails(3)]

    expect(playIncident(steps, { route }).told).toEqual(['3 team opened A +3 of 3'])
  })
})
