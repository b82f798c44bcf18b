import { describe, expect, it } from 'vitest'
import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import type { Silence } from '../../../lib/alerts/policy/alert-policy.ts'
import { UsageError } from '../../../local/terminal/usage-error.ts'
import { findIncident } from '../../../scripts/alerts/find-incident.ts'
import { showIncident } from '../../../scripts/alerts/show-incident.ts'
import { OperatorError } from '../../../scripts/operator/operator-error.ts'
import { HOUR, MINUTE, minute, START } from '../../support/alerts/alert-times.ts'
import { buildFailure } from '../../support/alerts/build-failure.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { buildSinkState } from '../../support/alerts/build-sink-state.ts'
import { INCIDENT_KEY } from '../../support/alerts/incident-key.ts'

const ID = '583a795ce5dd6377d5c9e0770297c1b7'
const OLD = '55249bda2c11a0b1c2d3e4f5a6b7c8d9'
const OPEN = { id: ID, openedAt: minute(-60), firstFailAt: minute(-61), total: 5, isSilenced: false }
const LAST = {
  ...OPEN,
  id: OLD,
  total: 1,
  lastFailAt: minute(-200),
  endedAt: minute(-180),
  reason: 'operator',
  note: 'replayed by hand\u001b[31m',
  everAtEnd: 4,
} as const
const CLAIM = { by: 'w', until: START + MINUTE, kind: 'update', incidentId: ID, told: 9 } as const

const item = (overrides: Partial<IncidentItem> = {}): IncidentItem =>
  buildItem({ open: OPEN, ever: 9, lastFailAt: minute(-2), sample: buildFailure(7, minute(-2)).sample, ...overrides })
const CLOSED = item({ open: null, last: LAST, ever: 9 })

const show = (shown: IncidentItem, silences: readonly Silence[] = []) => showIncident(shown, silences, START)
/** Cells of the sinks' rows. */
const rows = (shown: IncidentItem): readonly (readonly string[])[] => {
  const { lines } = show(shown)
  const first = lines.findIndex((line) => line.startsWith('sink')) + 2
  return lines.slice(first).map((line) => line.split(/ {2,}/))
}

describe('show', () => {
  it('tells what failed, how it stands and where the run is', () => {
    expect(show(item()).lines.slice(0, 10)).toEqual([
      `Incident:     ${ID}`,
      `Workflow:     charge-card (${INCIDENT_KEY.workflowId})`,
      `Tenant:       ${INCIDENT_KEY.tenantId}`,
      'Route:        default',
      'State:        open since 11:00:00 UTC on 22 Nov 2026 (1 h), 5 failures since 10:59:00 UTC on 22 Nov 2026',
      'Last failure: 11:58:00 UTC on 22 Nov 2026',
      'Error:        card declined',
      'Failed steps: charge',
      'Run:          https://hatchet.example/runs/7',
      'Last success: none known',
    ])
  })

  it.each([
    ['operator', ' (closed by an operator: replayed by hand[31m), 1 failure'],
    ['succeeded', ' (a newer run succeeded: replayed by hand[31m), 1 failure'],
    ['quiet', ' (no runs for long: replayed by hand[31m), 1 failure'],
    ['unrouted', ' (its route is gone: replayed by hand[31m), 1 failure'],
  ] as const)('tells when one ended, and why: %s', (reason, why) => {
    const { lines } = show({ ...CLOSED, last: { ...LAST, reason } })

    expect(lines[0]).toBe(`Incident:     ${OLD}`)
    expect(lines[4]).toBe(`State:        ended 09:00:00 UTC on 22 Nov 2026${why}`)
  })

  it('tells of the incident before it, which may be the one that was asked for', () => {
    expect(show(item({ last: LAST })).lines).toContain(
      `Before it:    ${OLD} ended 09:00:00 UTC on 22 Nov 2026 (closed by an operator: replayed by hand[31m), 1 failure`,
    )
  })

  it('tells which sinks know how much of it, and how each is doing', () => {
    const sinks = {
      team: buildSinkState({ incidentId: ID, told: 9, toldAt: minute(-1) }),
      mail: buildSinkState({ incidentId: ID, told: 7, toldAt: minute(-30), tryAt: START + MINUTE }),
      pager: buildSinkState({ incidentId: ID, told: 7, claim: CLAIM }),
      chat: buildSinkState({ told: 4, failingSince: minute(-3), tries: 1, tryAt: START + MINUTE }),
      other: buildSinkState({
        incidentId: OLD,
        told: 4,
        failingSince: minute(-3),
        tries: 2,
        claim: { ...CLAIM, until: START },
      }),
    }

    expect(rows(item({ sinks }))).toEqual([
      ['team', '5 of 5 failures', '11:59:00 UTC on 22 Nov 2026', 'works'],
      ['mail', '3 of 5 failures', '11:30:00 UTC on 22 Nov 2026', 'waits until 12:01:00 UTC on 22 Nov 2026'],
      ['pager', '3 of 5 failures', '–', 'being told'],
      [
        'chat',
        'nothing of it yet',
        '–',
        'fails since 11:57:00 UTC on 22 Nov 2026, 1 time, tried again at 12:01:00 UTC on 22 Nov 2026',
      ],
      ['other', 'nothing of it yet', '–', 'fails since 11:57:00 UTC on 22 Nov 2026, 2 times'],
    ])
  })

  it('tells what sinks do not know yet of one that ended', () => {
    const sinks = {
      team: buildSinkState({ told: 9 }),
      mail: buildSinkState({ told: 6 }),
      pager: buildSinkState({ incidentId: OLD, told: 9 }),
    }

    expect(rows({ ...CLOSED, sinks }).map(([name, told]) => [name, told])).toEqual([
      ['team', 'all'],
      ['mail', 'all but 3 failures'],
      ['pager', 'all but its end'],
    ])
  })

  it('tells which silences hold it back: those that match it and are not over', () => {
    const silence = (match: Silence['match'], until: number): Silence => ({ match, until, reason: 'ticket 812' })
    const { lines, json } = show(item(), [
      silence({ workflow: 'charge-*' }, START + HOUR),
      silence({ workflow: 'charge-*' }, START),
      silence({ workflow: 'import-*' }, START + HOUR),
    ])

    expect(lines.filter((line) => line.startsWith('Silenced'))).toEqual([
      'Silenced:     charge-* until 13:00:00 UTC on 22 Nov 2026 (1 h more): ticket 812',
    ])
    expect(json).toMatchObject({
      open: { id: ID, openedAt: '2026-11-22T11:00:00.000Z' },
      silencedBy: [{ match: { workflow: 'charge-*' }, until: '2026-11-22T13:00:00.000Z' }],
    })
  })

  it('has something to say of an item that knows little', () => {
    const { lines } = show(buildItem({ sinks: {} }))

    expect(lines).toContain('State:        no incident yet')
    expect(lines.some((line) => line.startsWith('Error'))).toBe(false)
  })
})

describe('an incident', () => {
  const other = item({
    key: { ...INCIDENT_KEY, route: 'refunds' },
    open: { ...OPEN, id: '583a79ffffffffffffffffffffffffff' },
  })
  const incidents = [item({ last: LAST }), other]

  it.each([
    ID,
    '583a795ce5dd',
    '583a795',
    ID.toUpperCase(),
    OLD,
    '55249b',
    `default-${INCIDENT_KEY.workflowId}`,
    `Default-${INCIDENT_KEY.workflowId.toUpperCase()}`,
  ])('is found by %s', (id) => {
    expect(findIncident(incidents, id)).toBe(incidents[0])
  })

  it.each<[string, string, typeof UsageError | typeof OperatorError]>([
    ['583a79', '2 incidents begin with 583a79: give more of the id', OperatorError],
    ['aaaaaaaaaaaa', 'there is no incident aaaaaaaaaaaa: list shows those that are open', OperatorError],
    ['583a7', "an incident's id has 6 to 32 digits of 0-9 and a-f, not 583a7", UsageError],
    [`${ID}0`, `an incident's id has 6 to 32 digits of 0-9 and a-f, not ${ID}0`, UsageError],
    [
      `other-${INCIDENT_KEY.workflowId}`,
      `an incident's id has 6 to 32 digits of 0-9 and a-f, not other-${INCIDENT_KEY.workflowId}`,
      UsageError,
    ],
    ['Charge-Card', "an incident's id has 6 to 32 digits of 0-9 and a-f, not Charge-Card", UsageError],
    ['.*.*.*', "an incident's id has 6 to 32 digits of 0-9 and a-f, not .*.*.*", UsageError],
  ])('is not found by %s: %s', (id, message, kind) => {
    const find = () => findIncident(incidents, id)

    expect(find).toThrow(message)
    expect(find).toThrow(kind)
  })
})
