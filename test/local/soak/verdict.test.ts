import { describe, expect, it } from 'vitest'
import type { ToldMessage } from '../../../local/sinks/told-message.ts'
import { checkAlerts } from '../../../local/soak/check-alerts.ts'
import { checkMemory } from '../../../local/soak/check-memory.ts'
import { checkRuns } from '../../../local/soak/check-runs.ts'
import { createSoakRecord, type SoakRecord } from '../../../local/soak/soak-record.ts'
import type { Soaked } from '../../../local/soak/soaked.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { buildSinkState } from '../../support/alerts/build-sink-state.ts'

const ANSWERS = ['202', '200 duplicate', '200 ignored', '400', '401', '403', '404', '413', '415', '422', '503']

const paged = (...actions: string[]): ToldMessage[] =>
  actions.map((action) => ({ by: 'PagerDuty', subject: `${action} [error] it failed`, text: 'Error: no\nincident i1' }))

const run = (runId: string, status: 'FAILED' | 'COMPLETED') => ({ runId, workflow: 'charge-card', status, like: 0 })

const sinks = (told: number, incidentId: string | null = null) => ({ team: buildSinkState({ told, incidentId }) })

const item = (overrides: Parameters<typeof buildItem>[0] = {}) => {
  const key = { tenantId: 't', workflowId: 'w', route: 'default' }
  return buildItem({ key, ever: 2, sinks: sinks(2), ...overrides })
}

/** A soak in which a run failed, one succeeded, and one failed that nobody sent; all of it is told. */
const buildSoaked = (overrides: Partial<Soaked> = {}, recorded: Partial<SoakRecord> = {}): Soaked => ({
  record: {
    ...createSoakRecord(),
    latencies: new Map(ANSWERS.map((answer) => [answer, [1]])),
    accepted: new Map([
      ['o1', run('r1', 'FAILED')],
      ['o2', run('r2', 'COMPLETED')],
    ]),
    unsent: new Map([['r3', run('r3', 'FAILED')]]),
    arrived: arrived(['o1', 'r1'], ['o2', 'r2'], ['o3', 'r3']),
    ...recorded,
  },
  drained: { incidents: [item()], messages: { 'run-alerts': 0, 'run-alerts-dlq': 0 }, ms: 1 },
  told: paged('trigger', 'trigger', 'resolve'),
  trends: [{ name: 'receive', processes: 1, highestMb: 90, mbPerMinute: 0.1, watchedMs: 600_000 }],
  ...overrides,
})

const arrived = (...outcomes: [id: string, runId: string, count?: number][]): SoakRecord['arrived'] =>
  new Map(outcomes.map(([id, runId, count = 1]) => [id, { runId, source: 'webhook', count }]))

const withIncident = (overrides: Parameters<typeof item>[0]): Partial<Soaked> => ({
  drained: { incidents: [item(overrides)], messages: {}, ms: 1 },
})

const open = { id: 'i1', openedAt: 1, firstFailAt: 1, total: 2, isSilenced: false }

/** What does not hold, by its title. */
const brokenIn = (soaked: Soaked): string[] =>
  [...checkRuns(soaked), ...checkAlerts(soaked), ...checkMemory(soaked, 60_000)]
    .filter(({ faults }) => faults.length > 0)
    .map(({ title }) => title)

describe('the verdict of a soak', () => {
  it('is that all holds where every run was told, counted and resolved', () => {
    expect(brokenIn(buildSoaked())).toEqual([])
  })

  const others = buildSoaked().record
  it.each<[what: string, Partial<Soaked>, Partial<SoakRecord>, broken: string]>([
    ['a wrong answer', {}, { wrongAnswers: ['no'] }, 'every request is answered as it must be'],
    [
      'an answer that was never given',
      {},
      { latencies: new Map([...others.latencies].filter(([answer]) => answer !== '403')) },
      'every line of the table of answers is given',
    ],
    [
      'an accepted run that did not come',
      {},
      { arrived: arrived(['o1', 'r1'], ['o3', 'r3']) },
      'no accepted run is lost',
    ],
    [
      'a run that no poll found',
      {},
      { arrived: arrived(['o1', 'r1'], ['o2', 'r2']) },
      'polls find the runs that nobody sent',
    ],
    [
      'a run of nobody',
      {},
      { arrived: new Map([...others.arrived, ...arrived(['o9', 'r9'])]) },
      'nothing else is told',
    ],
    [
      'a run under two ids',
      {},
      { arrived: new Map([...others.arrived, ...arrived(['o9', 'r3'])]) },
      'nothing else is told',
    ],
    ['a message that is no RunSummary', {}, { unreadable: 1 }, 'nothing else is told'],
    [
      'more repeats than were cut short',
      {},
      { cutShort: 1, arrived: new Map([...others.arrived, ...arrived(['o1', 'r1', 3])]) },
      'repeats are no more than what was cut short',
    ],
    [
      'a dead letter',
      { drained: { incidents: [item()], messages: { 'run-alerts-dlq': 1 }, ms: 1 } },
      {},
      'no message is a dead letter',
    ],
    [
      'a failure that is counted twice',
      withIncident({ ever: 3, sinks: sinks(3) }),
      {},
      'every failure is counted once, in its incident',
    ],
    [
      'a sink that knows too little',
      withIncident({ sinks: sinks(1) }),
      {},
      'every sink of a route knows every failure',
    ],
    ['a sink that is missing', withIncident({ sinks: {} }), {}, 'every sink of a route knows every failure'],
    ['an incident that is open', withIncident({ open }), {}, 'every incident has ended, at its sinks too'],
    [
      'an incident that is open at a sink',
      withIncident({ sinks: sinks(2, 'i1') }),
      {},
      'every incident has ended, at its sinks too',
    ],
    ['something left to do', withIncident({ dueAt: 5 }), {}, 'every incident has ended, at its sinks too'],
    [
      'a pager that still rings',
      { told: paged('trigger', 'resolve', 'trigger') },
      {},
      'what PagerDuty was told of is resolved there',
    ],
    [
      'a function that grows',
      { trends: [{ name: 'receive', processes: 1, highestMb: 90, mbPerMinute: 9, watchedMs: 600_000 }] },
      {},
      'the memory of receive does not grow',
    ],
    [
      'a function that is too large',
      { trends: [{ name: 'alert', processes: 1, highestMb: 300, mbPerMinute: null, watchedMs: 0 }] },
      {},
      'the memory of alert does not grow',
    ],
  ])('sees %s', (_, overrides, recorded, broken) => {
    expect(brokenIn(buildSoaked(overrides, recorded))).toEqual([broken])
  })

  it('lets a run be told whose sender has given up', () => {
    const told = new Map([...others.arrived, ...arrived(['o9', 'r9'])])
    expect(brokenIn(buildSoaked({}, { givenUp: new Set(['r9']), arrived: told }))).toEqual([])
  })

  it('lets runs come again that were cut short', () => {
    const repeated = new Map([...others.arrived, ...arrived(['o1', 'r1', 3])])
    expect(brokenIn(buildSoaked({}, { cutShort: 2, arrived: repeated }))).toEqual([])
  })
})
