import { describe, expect, it } from 'vitest'
import { minute } from '../../support/alerts/alert-times.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { becomes, fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

const silencedUntil = (at: number) => ({ silencedUntil: minute(at) })
const OPENED = '0 team opened A +1 of 1'

describe('a silence', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    [
      'holds back what opens in it, and tells it when it is over',
      [becomes(0, silencedUntil(100)), fails(10), waits(200)],
      ['100 team opened A +1 of 1'],
    ],
    [
      'holds back updates, and tells them as one when it is over',
      [fails(0), becomes(5, silencedUntil(100)), fails(30), fails(60), waits(200)],
      [OPENED, '100 team update A +2 of 3'],
    ],
    [
      'writes off what opened and ended in it',
      [becomes(0, silencedUntil(100)), fails(10), fails(11), succeeds(12), waits(200)],
      [],
    ],
    [
      'does not hold back the end of what was told before it',
      [fails(0), becomes(5, silencedUntil(100)), fails(6), succeeds(7), waits(200)],
      [OPENED, '16 team resolved A +1 of 2 (succeeded)'],
    ],
    [
      'writes off failures that are over already',
      [succeeds(0), becomes(1, silencedUntil(100)), fails(20, -5), waits(200)],
      [],
    ],
    [
      'does not write off what ends after it',
      [becomes(0, silencedUntil(100)), fails(95), succeeds(96), waits(200)],
      ['100 team opened A +1 of 1', '105 team resolved A +0 of 1 (succeeded)'],
    ],
    [
      'that is set later holds back what was not told yet',
      [fails(0), fails(5), becomes(6, silencedUntil(100)), waits(200)],
      [OPENED, '100 team update A +1 of 2'],
    ],
    [
      'that is lifted lets the next sweep of an open incident tell, within the hour',
      [becomes(0, silencedUntil(10_000)), fails(10), becomes(40, { silencedUntil: null }), waits(200)],
      ['70 team opened A +1 of 1'],
    ],
    [
      'that is lifted lets the next failure tell at once',
      [becomes(0, silencedUntil(10_000)), fails(10), becomes(40, { silencedUntil: null }), fails(41)],
      ['41 team opened A +2 of 2'],
    ],
    [
      'that is made longer holds back for longer',
      [becomes(0, silencedUntil(100)), fails(10), becomes(50, silencedUntil(150)), waits(200)],
      ['150 team opened A +1 of 1'],
    ],
    [
      'does not hide what it wrote off from the count of the next incident, nor tell it there',
      [becomes(0, silencedUntil(50)), fails(10), succeeds(11), waits(100), fails(100)],
      ['100 team opened A +1 of 1'],
    ],
    [
      'ends the incident that a sink holds before the next one, which it holds back',
      [fails(0), becomes(1, silencedUntil(100)), succeeds(2), waits(30), fails(30), waits(200)],
      [OPENED, '10 team resolved A +0 of 1 (succeeded)', '100 team opened B +1 of 1'],
    ],
  ])('%s', (_, steps, messages) => {
    expect(playIncident(steps).told).toEqual(messages)
  })

  it('leaves nothing due of what it wrote off', () => {
    const { item } = playIncident([becomes(0, silencedUntil(100)), fails(10), succeeds(11), waits(200)], {
      route: buildRoute({ sinks: ['team', 'pager'] }),
    })

    expect(item).toMatchObject({ dueAt: null, ever: 1, sinks: { team: { told: 1 }, pager: { told: 1 } } })
  })

  it('that begins after an incident was over holds back what a sink could not be told, and does not write it off', () => {
    const { told } = playIncident([
      becomes(0, { down: ['team'] }),
      fails(0),
      succeeds(1),
      waits(31),
      becomes(31, { ...silencedUntil(60), down: [] }),
      waits(200),
    ])

    expect(told).toEqual(['60 team recovered A +1 of 1 (succeeded)'])
  })
})
