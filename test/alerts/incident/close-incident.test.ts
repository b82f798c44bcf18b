import { describe, expect, it } from 'vitest'
import { closeIncident } from '../../../lib/alerts/incident/close-incident.ts'
import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { MINUTE, minute } from '../../support/alerts/alert-times.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { buildSinkState } from '../../support/alerts/build-sink-state.ts'
import { becomes, closes, fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

const OPENED = '0 team opened A +1 of 1'
const BOTH = buildRoute({ sinks: ['team', 'pager'] })
const SILENT = { silencedUntil: minute(100) }

describe('an incident that an operator closes', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    [
      'is told as ended by the next sweep',
      [fails(0), closes(5), waits(60)],
      [OPENED, '5 team resolved A +0 of 1 (operator)'],
    ],
    [
      'is told with the failures that were not told before',
      [fails(0), fails(2), fails(3), closes(5), waits(60)],
      [OPENED, '5 team resolved A +2 of 3 (operator)'],
    ],
    [
      'is followed by another with the next failure',
      [fails(0), closes(5), fails(8), waits(20)],
      [OPENED, '5 team resolved A +0 of 1 (operator)', '8 team opened B +1 of 1'],
    ],
    [
      'is told as ended before another is told that opened in the same minute',
      [fails(0), closes(5), fails(5.2), waits(20)],
      [OPENED, '5 team resolved A +0 of 1 (operator)', '5 team opened B +1 of 1'],
    ],
    [
      'does not open again by a failure of it that comes once more, nor by a success',
      [fails(0), closes(5), fails(8, 0), succeeds(9), waits(60)],
      [OPENED, '5 team resolved A +0 of 1 (operator)'],
    ],
    [
      'is told as ended in a silence too, where it was told before',
      [fails(0), becomes(2, SILENT), closes(5), waits(200)],
      [OPENED, '5 team resolved A +0 of 1 (operator)'],
    ],
    [
      'is told to nobody where it opened in a silence that goes on',
      [becomes(0, SILENT), fails(1), closes(5), waits(200)],
      [],
    ],
    [
      'is one message to a sink that was down from first to last',
      [becomes(0, { down: ['team'] }), fails(0), fails(3), closes(5), becomes(20, { down: [] }), waits(60)],
      ['20 team recovered A +2 of 2 (operator)'],
    ],
    ['was not there, and nothing happens', [closes(0), succeeds(1), closes(5), waits(60)], []],
    [
      'has ended already, and nothing more is told',
      [fails(0), closes(5), closes(6), closes(40)],
      [OPENED, '5 team resolved A +0 of 1 (operator)'],
    ],
  ])('%s', (_, steps, messages) => {
    expect(playIncident(steps).told).toEqual(messages)
  })

  it('is told to every sink that knows of it, and to no pager that does not', () => {
    const { told } = playIncident([fails(0), closes(5), waits(60)], { route: BOTH })
    const unknown = playIncident([becomes(0, { route: BOTH, ...SILENT }), fails(1), closes(5), waits(200)])

    expect(told.slice(2).toSorted()).toEqual([
      '5 pager resolved A +0 of 1 (operator)',
      '5 team resolved A +0 of 1 (operator)',
    ])
    expect(unknown.told).toEqual([])
  })

  it('is followed by another only once enough fail again', () => {
    const route = buildRoute({ openAfter: { failures: 2, within: 10 * MINUTE } })
    const steps = [fails(0), fails(1), closes(5), fails(6), fails(20), fails(21), waits(30)]

    expect(playIncident(steps, { route }).told).toEqual([
      '1 team opened A +2 of 2',
      '5 team resolved A +0 of 2 (operator)',
      '21 team opened B +2 of 2',
    ])
  })
})

describe('closeIncident', () => {
  const open = { id: 'incident-1', openedAt: minute(0), firstFailAt: minute(-1), total: 3, isSilenced: false }
  const sinks = { team: buildSinkState({ incidentId: 'incident-1', told: 2 }) }
  const item: IncidentItem = buildItem({
    open,
    sinks,
    ever: 7,
    lastFailAt: minute(2),
    seen: [{ outcomeId: '0'.repeat(16), arrivedAt: 1_000 }],
    dueAt: minute(60),
  })

  it('ends it now, with who did and why, and leaves all else to the next sweep, which is due now', () => {
    expect(closeIncident(item, 'replayed by hand', minute(5))).toEqual({
      ...item,
      open: null,
      last: {
        ...open,
        lastFailAt: minute(2),
        endedAt: minute(5),
        reason: 'operator',
        note: 'replayed by hand',
        everAtEnd: 7,
      },
      dueAt: minute(5),
    })
  })

  it('ends nothing where nothing is open', () => {
    const last = { ...open, lastFailAt: minute(2), endedAt: minute(3), reason: 'succeeded', everAtEnd: 7 } as const

    expect(closeIncident({ ...item, open: null, last }, 'replayed by hand', minute(5))).toBeNull()
  })
})
