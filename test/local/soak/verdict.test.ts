import { describe, expect, it } from 'vitest'
import type { ToldMessage } from '../../../local/sinks/told-message.ts'
import type { Check } from '../../../local/soak/check.ts'
import { checkAlerts } from '../../../local/soak/check-alerts.ts'
import { checkMemory } from '../../../local/soak/check-memory.ts'
import { checkRuns } from '../../../local/soak/check-runs.ts'
import { checkTold } from '../../../local/soak/check-told.ts'
import type { MemoryTrend } from '../../../local/soak/memory-trends.ts'
import { showSoak } from '../../../local/soak/show-soak.ts'
import { createSoakRecord, type SoakRecord } from '../../../local/soak/soak-record.ts'
import type { Soaked } from '../../../local/soak/soaked.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { buildSinkState } from '../../support/alerts/build-sink-state.ts'

const ANSWERS = ['202', '200 duplicate', '200 ignored', '400', '401', '403', '404', '413', '415', '422', '503']

const paged = (...actions: string[]): ToldMessage[] =>
  actions.map((action) => ({ by: 'PagerDuty', subject: `${action} [error] it failed`, text: 'Error: no\nincident i1' }))

const mailed = (...lines: string[]): ToldMessage => ({ by: 'e-mail', subject: 'any', text: lines.join('\n') })

const MAILS = [mailed('charge-card failed'), mailed('charge-card is still failing: 1 more, 2 in all')]

const ALERTS = [...MAILS, ...paged('trigger', 'trigger', 'resolve')]

const NAMES = ['local cloud', 'receive', 'reconcile', 'alert', 'sweep']

const trend = (name: string, overrides: Partial<MemoryTrend> = {}): MemoryTrend => {
  return { name, processes: 1, highestMb: 90, mbPerMinute: 0, watchedMs: 600_000, ...overrides }
}

/** Trends, one of them replaced. */
const withTrend = (replaced: MemoryTrend): Partial<Soaked> => ({
  trends: NAMES.map((name) => (name === replaced.name ? replaced : trend(name))),
})

const run = (runId: string, status: 'FAILED' | 'COMPLETED') => ({ runId, workflow: 'charge-card', status, like: 0 })

const sinks = (told: number, incidentId: string | null = null) => ({ team: buildSinkState({ told, incidentId }) })

const MESSAGES = { 'run-alerts': 0, 'run-alerts-dlq': 0 }

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
    repeats: 1,
    duplicates: 1,
    sent: new Map([['team', 2]]),
    ...recorded,
  },
  drained: { incidents: [item()], messages: MESSAGES, ms: 1 },
  told: ALERTS,
  trends: NAMES.map((name) => trend(name)),
  ...overrides,
})

const arrived = (...outcomes: [id: string, runId: string, count?: number][]): SoakRecord['arrived'] =>
  new Map(outcomes.map(([id, runId, count = 1]) => [id, { runId, source: 'webhook', count }]))

const withIncident = (overrides: Parameters<typeof item>[0]): Partial<Soaked> => ({
  drained: { incidents: [item(overrides)], messages: MESSAGES, ms: 1 },
})

const open = { id: 'i1', openedAt: 1, firstFailAt: 1, total: 2, isSilenced: false }

const allOf = (soaked: Soaked): readonly Check[] => [
  ...checkRuns(soaked),
  ...checkAlerts(soaked),
  ...checkTold(soaked),
  ...checkMemory(soaked, 60_000),
]

/** What does not hold, by its title. */
const brokenIn = (soaked: Soaked): string[] =>
  allOf(soaked)
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
      'a run that came again for nothing',
      {},
      { cutShort: new Set(['r2']), arrived: new Map([...others.arrived, ...arrived(['o1', 'r1', 2])]) },
      'only what was cut short is told again',
    ],
    [
      'more of polls that came again than were under way',
      {},
      { pollFaults: 1, arrived: new Map([...others.arrived, ...arrived(['o3', 'r3', 10])]) },
      'only what was cut short is told again',
    ],
    [
      'a repeat that was forwarded for nothing',
      {},
      { repeats: 9, duplicates: 8, forwardedAgain: new Set(['r1']) },
      'a run that is sent again is a duplicate',
    ],
    [
      'a ledger that is of no use',
      {},
      { repeats: 4, duplicates: 2, cutShort: new Set(['r1', 'r2']), forwardedAgain: new Set(['r1', 'r2']) },
      'a run that is sent again is a duplicate',
    ],
    ['repeats that were never made', {}, { repeats: 0, duplicates: 0 }, 'a run that is sent again is a duplicate'],
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
      { told: [...MAILS, ...paged('trigger', 'resolve', 'trigger')] },
      {},
      'what PagerDuty was told of is resolved there',
    ],
    ['a pager that is never told', { told: MAILS }, {}, 'what PagerDuty was told of is resolved there'],
    ['messages that did not arrive', {}, { sent: new Map([['team', 3]]) }, 'every message that was sent has arrived'],
    ['messages that were never sent', {}, { sent: new Map() }, 'every message that was sent has arrived'],
    [
      'a workflow that no message names',
      { told: [mailed('charge failed'), mailed('charge failed'), ...ALERTS.slice(2)] },
      {},
      'every sink of a route is told of every workflow',
    ],
    [
      'messages that say too few failures',
      { told: [mailed('charge-card failed'), mailed('charge-card is succeeding again', ''), ...ALERTS.slice(2)] },
      {},
      'every sink of a route is told of every workflow',
    ],
    [
      'a function that grows',
      withTrend(trend('receive', { mbPerMinute: 9 })),
      {},
      'the memory of receive does not grow',
    ],
    [
      'a function that is too large',
      withTrend(trend('alert', { highestMb: 300, mbPerMinute: null })),
      {},
      'the memory of alert does not grow',
    ],
    [
      'a function whose memory was never seen',
      { trends: NAMES.slice(0, -1).map((name) => trend(name)) },
      {},
      'the memory of sweep does not grow',
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
    expect(brokenIn(buildSoaked({}, { cutShort: new Set(['r1']), arrived: repeated }))).toEqual([])
  })

  it('lets a digest stand for workflows that it does not name', () => {
    const digest = mailed(
      '13 alerts: 13 began to fail',
      '',
      'error:  another failed (no)',
      'And:    3 more alerts: 3 began to fail',
    )
    expect(brokenIn(buildSoaked({ told: [digest, digest, ...ALERTS.slice(2)] }))).toEqual([])
  })

  it('takes what a digest names, and what an end says was not told before', () => {
    const digest = mailed('2 alerts: 2 began to fail', '', 'error:     charge-card failed (no)', 'error:     b failed')
    const end = mailed('charge-card is succeeding again', '', '3 runs failed. 1 of them was not told before.')
    expect(brokenIn(buildSoaked({ told: [digest, end, ...ALERTS.slice(2)] }))).toEqual([])
  })

  it('is that nothing holds of nothing', () => {
    const nothing = {
      record: createSoakRecord(),
      drained: { incidents: [], messages: {}, ms: 1 },
      told: [],
      trends: [],
    }
    expect(allOf(nothing).filter(({ faults }) => faults.length === 0)).toEqual([])
  })

  it('says "not judged" of memory that was not watched for long enough', () => {
    const soaked = buildSoaked(withTrend(trend('sweep', { mbPerMinute: null })))
    const lines = showSoak(soaked, allOf(soaked)).filter((line) => line.includes('does not grow'))
    expect(lines.map((line) => /not judged|holds/.exec(line)?.[0])).toEqual(['holds', 'holds', 'holds', 'not judged'])
  })
})
