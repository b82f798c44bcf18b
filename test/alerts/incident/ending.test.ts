import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../support/alerts/alert-times.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { fails, succeeds, waits } from '../../support/alerts/incident-steps.ts'
import { type IncidentStep, playIncident } from '../../support/alerts/play-incident.ts'

const DAILY = 1_440

describe('an incident ends', () => {
  it.each<[string, readonly IncidentStep[], readonly string[]]>([
    [
      'once a newer run has succeeded and it was quiet for 10 minutes',
      [fails(0), succeeds(3), waits(30)],
      ['10 team resolved A +0 of 1 (succeeded)'],
    ],
    ['not by quiet alone', [fails(0), waits(300)], []],
    [
      'not by a success alone, while failures go on',
      [0, 6, 12, 18].flatMap((at) => [fails(at), succeeds(at + 1)]),
      ['15 team update A +2 of 3'],
    ],
    ['not by a success that is older than its last failure', [fails(5), succeeds(6, 4), waits(300)], []],
    ['not by a success of the same moment', [fails(5), succeeds(5), waits(300)], []],
    [
      'by a success that came before the failure, if it is newer',
      [succeeds(0, 0), fails(20, 20), succeeds(21, 21), waits(60)],
      ['30 team resolved A +0 of 1 (succeeded)'],
    ],
    [
      'of a nightly job with its next good run, at once',
      [fails(0), succeeds(DAILY), waits(DAILY + 60)],
      ['1440 team resolved A +0 of 1 (succeeded)'],
    ],
    [
      'not of a nightly job that fails every other night before its good run',
      [fails(0), fails(DAILY), succeeds(2 * DAILY)],
      ['1440 team update A +1 of 2', '2880 team resolved A +0 of 2 (succeeded)'],
    ],
    [
      'before a failure that comes long after the quiet is counted',
      [fails(0), succeeds(1), fails(10.2, 10.2)],
      ['10 team resolved A +0 of 1 (succeeded)', '10 team opened B +1 of 1'],
    ],
    ['after 14 days without any run', [fails(0), waits(20 * DAILY)], [`${14 * DAILY} team resolved A +0 of 1 (quiet)`]],
    [
      'after 14 days without any run since its last failure',
      [fails(0), fails(5 * DAILY), waits(30 * DAILY)],
      [`${5 * DAILY} team update A +1 of 2`, `${19 * DAILY} team resolved A +0 of 2 (quiet)`],
    ],
    [
      'after 14 days of its own, where it was told late',
      [fails(3 * DAILY, 0), waits(30 * DAILY)],
      [`${17 * DAILY} team resolved A +0 of 1 (quiet)`],
    ],
  ])('%s', (_, steps, messages) => {
    const { told } = playIncident(steps)

    expect(told.slice(1)).toEqual(messages)
  })

  it('of a busy workflow where one run in a hundred fails tells no end before its time, and does not flap', () => {
    // A run every 5 s, so that one fails every 500 s: less than the quiet that is asked for.
    const day = Array.from({ length: (24 * HOUR) / 5_000 }, (_, index) => {
      const at = (index * 5_000) / 60_000
      return index % 100 === 0 ? fails(at) : succeeds(at)
    })
    const { told, item } = playIncident(day)

    expect(told.filter((line) => / (opened|resolved) /.test(line))).toEqual(['0 team opened A +1 of 1'])
    expect(told.length).toBeLessThan(10)
    expect(item.ever).toBe(173)
  })

  it('by its own times: closeAfter and resolveAfterQuiet are those of its route', () => {
    const route = buildRoute({ closeAfter: DAY, resolveAfterQuiet: 2 * HOUR })

    expect(playIncident([fails(0), waits(2 * DAILY)], { route }).told[1]).toBe(
      `${DAILY} team resolved A +0 of 1 (quiet)`,
    )
    expect(playIncident([fails(0), succeeds(9), waits(2 * DAILY)], { route }).told[1]).toBe(
      '120 team resolved A +0 of 1 (succeeded)',
    )
  })

  it('and nothing is left to do', () => {
    expect(playIncident([fails(0), succeeds(3), waits(30)]).item).toMatchObject({ open: null, dueAt: null })
  })

  it.each<[string, readonly IncidentStep[]]>([
    ['a success was stored less than 5 minutes before', [succeeds(0), fails(1), succeeds(2), waits(2_880)]],
    ['an update waits that is due sooner', [succeeds(8), fails(0), fails(9), fails(9.5), succeeds(10), waits(2_880)]],
  ])('by the success that followed it, also where %s', (_, steps) => {
    expect(playIncident(steps).told.at(-1)).toContain('resolved A')
  })

  it.each([
    ['another sink is to be tried again sooner', buildRoute({ sinks: ['team', 'pager'] })],
    ['its quiet is longer than an hour', buildRoute({ resolveAfterQuiet: 2 * HOUR })],
  ])('by the success that followed it, also where one was stored just before and %s', (_, route) => {
    const steps = [succeeds(0), fails(1), succeeds(1.4), waits(2_880)]

    expect(playIncident(steps, { route, down: ['pager'] }).told.at(-1)).toContain('team resolved A')
  })
})
