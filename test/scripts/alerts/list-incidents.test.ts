import { describe, expect, it } from 'vitest'
import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { listIncidents } from '../../../scripts/alerts/list-incidents.ts'
import { DAY, HOUR, MINUTE, minute, START } from '../../support/alerts/alert-times.ts'
import { buildFailure } from '../../support/alerts/build-failure.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { buildSinkState } from '../../support/alerts/build-sink-state.ts'
import { INCIDENT_KEY } from '../../support/alerts/incident-key.ts'
import { N, startOperatorWorld } from './operator-world.ts'

const idOf = (digit: string): string => digit.repeat(32)
const open = (digit: string, at: number, total = 1) => ({
  id: idOf(digit),
  openedAt: minute(at),
  firstFailAt: minute(at),
  total,
  isSilenced: false,
})
const ended = (digit: string, at: number) =>
  ({
    ...open(digit, at),
    lastFailAt: minute(at),
    endedAt: minute(at + 30),
    reason: 'succeeded',
    everAtEnd: 1,
  }) as const
const item = (workflowName: string, overrides: Partial<IncidentItem>): IncidentItem =>
  buildItem({ key: { ...INCIDENT_KEY, workflowId: workflowName }, workflowName, sinks: {}, ever: 1, ...overrides })

const CHARGES = item('charge-card', {
  open: open('a', -90, 5),
  ever: 9,
  lastFailAt: minute(-2),
  sample: buildFailure(1, minute(-2)).sample,
  sinks: {
    team: buildSinkState({ incidentId: idOf('a'), told: 7 }),
    mail: buildSinkState({ incidentId: idOf('a'), told: 9 }),
    pager: buildSinkState({ incidentId: null, told: 4 }),
    chat: buildSinkState({ failingSince: minute(-3), tries: 2 }),
  },
})
const IMPORTS = item('import-orders', { open: open('b', -10), lastFailAt: minute(-10) })
const OVER = item('nightly-report', { last: ended('c', -600) })
const silenceOf = (until: number, workflow = 'import-*') => ({
  match: { M: { workflow: { S: workflow } } },
  until: N(until),
  reason: { S: 'vendor outage' },
  expiresAt: N(Math.ceil(until / 1_000)),
})

/** A table with some of everything. */
const startWorld = async () => {
  const world = await startOperatorWorld()
  const { incidents } = world
  await world.keep(CHARGES, IMPORTS, OVER, item('below-threshold', { recent: [{ at: START, arrivedAt: START }] }))
  await incidents.put('silence', 'on', silenceOf(START + 8 * HOUR))
  await incidents.put('silence', 'over', { ...silenceOf(START), expiresAt: N(START) })
  await incidents.put('silence', 'misspelt', { ...silenceOf(START + HOUR), match: { M: { worklow: { S: '*' } } } })
  await incidents.put('sink#chat', 'gate', { minute: N(1), sent: N(10), downUntil: N(START + 5 * MINUTE) })
  await incidents.put('sink#team', 'gate', { minute: N(1), sent: N(10), downUntil: N(START) })
  await incidents.put('sink#mail', 'gate', { minute: N(1), sent: N(10) })
  await incidents.put(`${INCIDENT_KEY.tenantId}#of-a-later-version`, 'default', { form: N(99), version: N(1) })
  await incidents.put('strange', '\u001b[31mkey', { x: N(1) })
  return world
}

describe('list', () => {
  it('shows open incidents, the newest first, and what each sink knows; silences that are on; sinks that rest; what it cannot read', async () => {
    const { read } = await startWorld()
    const { lines } = listIncidents(await read(), false, START)

    expect(lines).toEqual([
      'incident      workflow       route    failures  began           last failure  told                                              error',
      '────────────  ─────────────  ───────  ────────  ──────────────  ────────────  ────────────────────────────────────────────────  ─────────────',
      'bbbbbbbbbbbb  import-orders  default  1         10 min ago      10 min ago',
      'aaaaaaaaaaaa  charge-card    default  5         1 h 30 min ago  2 min ago     team (2 more), mail, pager not yet, chat failing  card declined',
      '',
      'Silences:',
      '  on  import-* until 20:00:00 UTC on 22 Nov 2026 (8 h more): vendor outage',
      '',
      'Sinks that fail, and rest:',
      '  chat  until 12:05:00 UTC on 22 Nov 2026 (5 min more)',
      '',
      'Items that cannot be read:',
      '  silence misspelt',
      `  ${INCIDENT_KEY.tenantId}#of-a-later-version default`,
      '  strange [31mkey',
    ])
  })

  it('shows what ended as well, if it is to', async () => {
    const { read } = await startWorld()
    const { lines, json } = listIncidents(await read(), true, START)

    expect(lines.filter((line) => /^[abc]{12}/.test(line)).map((line) => line.slice(0, 1))).toEqual(['b', 'a', 'c'])
    expect(json).toMatchObject({ incidents: { length: 3 } })
    expect(lines.find((line) => line.startsWith('c'))).toMatch(/nightly-report .* ended 9 h 30 min ago$/)
  })

  it('leaves out what has expired, though it is still there', async () => {
    const { read, clock } = await startWorld()
    clock.advance(31 * DAY)
    const { incidents, silences } = await read()

    expect(incidents.map(({ workflowName }) => workflowName).toSorted()).toEqual(['charge-card', 'import-orders'])
    expect(silences).toEqual([])
  })

  it('answers programs with the same, times in ISO 8601, and without what only alerting needs', async () => {
    const { read } = await startWorld()
    const { json } = listIncidents(await read(), false, START)

    expect(json).toMatchObject({
      incidents: [
        { workflowName: 'import-orders', open: { id: idOf('b'), openedAt: '2026-11-22T11:50:00.000Z', total: 1 } },
        {
          key: { route: 'default' },
          sinks: { team: { told: 7, toldAt: null }, chat: { failingSince: '2026-11-22T11:57:00.000Z', tries: 2 } },
        },
      ],
      silences: [
        { id: 'on', match: { workflow: 'import-*' }, until: '2026-11-22T20:00:00.000Z', reason: 'vendor outage' },
      ],
      resting: [{ sink: 'chat', until: '2026-11-22T12:05:00.000Z' }],
    })
    expect(JSON.stringify(json)).not.toMatch(/"(?:seen|recent|version)"/)
  })

  it('says so where nothing is open, and has no more to say', async () => {
    const { read } = await startOperatorWorld()

    expect(listIncidents(await read(), true, START)).toEqual({
      lines: ['No incident is open.'],
      json: { incidents: [], silences: [], resting: [], unreadable: [] },
    })
  })

  it('reads the whole table, though one answer holds but a megabyte of it', async () => {
    const { incidents, read } = await startOperatorWorld()
    for (const index of [1, 2, 3, 4]) await incidents.put(`large-${index}`, 'x', { text: { S: 'x'.repeat(390_000) } })

    expect((await read()).unreadable).toHaveLength(4)
  })
})
