import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AlertPolicy, Silence } from '../../../lib/alerts/policy/alert-policy.ts'
import { defineAlerts } from '../../../lib/alerts/policy/define-alerts.ts'
import { minutes } from '../../../lib/alerts/policy/minutes.ts'
import { pagerDuty } from '../../../lib/alerts/policy/pager-duty.ts'
import { slack } from '../../../lib/alerts/policy/slack.ts'
import { sns } from '../../../lib/alerts/policy/sns.ts'
import { UsageError } from '../../../local/terminal/usage-error.ts'
import { explainSummary } from '../../../scripts/alerts/explain-summary.ts'
import { loadPolicy } from '../../../scripts/alerts/load-policy.ts'
import { readSummary } from '../../../scripts/alerts/read-summary.ts'
import { OperatorError } from '../../../scripts/operator/operator-error.ts'
import { HOUR, START } from '../../support/alerts/alert-times.ts'
import { buildSummary } from '../../support/alerts/build-summary.ts'

const OTHER = '11111111-80ab-4e1f-a156-f1c4546cbf52'
const POLICY = defineAlerts({
  sinks: { team: sns(), chat: slack({ secret: 'chat' }), pager: pagerDuty({ secret: 'pager' }) },
  routes: [
    { name: 'cancelled', statuses: ['CANCELLED'], sinks: ['team'] },
    { name: 'refunds', match: { workflow: 'refund-*' }, sinks: ['team'] },
    { name: 'elsewhere', match: { tenant: OTHER }, sinks: ['team'] },
    { name: 'timeouts', match: { error: 'timed out' }, sinks: ['team'] },
    {
      name: 'charges',
      match: { workflow: 'charge-*' },
      severity: 'critical',
      sinks: ['pager', 'chat', 'team'],
      openAfter: { failures: 3, within: minutes(10) },
    },
  ],
  silences: [{ match: { workflow: 'charge-*' }, until: '2026-11-22T13:00:00Z', reason: 'ticket 811' }],
})
const SET: readonly Silence[] = [{ match: { workflow: '*' }, until: START + 2 * HOUR, reason: 'ticket 812' }]

const explain = (
  overrides: Parameters<typeof buildSummary>[1] = {},
  policy: AlertPolicy = POLICY,
  set: readonly Silence[] | null = [],
) => {
  const { lines, json } = explainSummary(buildSummary(1, overrides), policy, set, START)
  return { text: stripVTControlCharacters(lines.join('\n')), json: json as Record<string, unknown> }
}

describe('explain', () => {
  it('says why each route takes a failure or not, who is told, when, and what', () => {
    const { text } = explain()

    expect(text.split('\n').slice(0, 13)).toEqual([
      'charge-card FAILED: card declined',
      '',
      'route      takes it  why not',
      `─────────  ────────  ${'─'.repeat(53)}`,
      'cancelled  no        it takes CANCELLED, not FAILED',
      'refunds    no        it is for refund-*',
      `elsewhere  no        it is for tenant ${OTHER}`,
      'timeouts   no        the error has no "timed out" in it',
      'charges    yes',
      '',
      'Told as critical to pager (pagerduty), chat (slack), team (sns): after 3 failures within 10 min; then updates from every 15 min on,',
      'and resolved once a newer run succeeded and 10 min passed without a failure.',
      '',
    ])
    for (const message of [
      'PagerDuty: trigger [critical] charge-card failed: card declined',
      'Slack: 🚨 charge-card failed',
      'e-mail: [critical] charge-card failed: card declined',
    ]) {
      expect(text).toContain(`\n  ${message}\n  │ `)
    }
  })

  it('says that nobody is told where no route takes it', () => {
    const { text, json } = explain({ workflowName: 'import' })

    expect(text).toContain('No route takes it: nobody is told.')
    expect(text).not.toContain('The first message')
    expect(json).toMatchObject({ route: null, sinks: [], notification: null })
  })

  it.each([
    [{}, 'A success tells nobody. It ends open incidents of its workflow in: cancelled, timeouts, charges.'],
    [{ workflowName: 'refund-card' }, 'It ends open incidents of its workflow in: cancelled, refunds, timeouts.'],
  ])('says what a success of %j ends', (overrides, ends) => {
    const { text, json } = explain({ status: 'COMPLETED', error: null, ...overrides })

    expect(text).toContain(ends)
    expect(text).not.toContain('The first message')
    expect(json).toMatchObject({ status: 'COMPLETED', sinks: [], notification: null })
  })

  it('says that a success ends nothing where no route is for it', () => {
    const policy = { ...POLICY, routes: POLICY.routes.filter(({ name }) => name === 'refunds') }

    expect(explain({ status: 'COMPLETED', error: null }, policy).text).toContain('of its workflow in: no route.')
  })

  it('says which silences hold it back, of the policy and of operators', () => {
    const { text, json } = explain({}, POLICY, SET)

    expect(text).toContain(
      'Held back by a silence: charge-* until 13:00:00 UTC on 22 Nov 2026 (1 h more): ticket 811\n',
    )
    expect(text).toContain('Held back by a silence: * until 14:00:00 UTC on 22 Nov 2026 (2 h more): ticket 812\n')
    expect(text).not.toContain('No silence')
    expect(json['silencedBy']).toMatchObject([
      { until: '2026-11-22T13:00:00.000Z' },
      { until: '2026-11-22T14:00:00.000Z' },
    ])
  })

  it('says that none does, or that it does not know those of operators', () => {
    const unsilenced = { ...POLICY, silences: [] }

    expect(explain({}, unsilenced).text).toContain('\nNo silence holds it back now.\n')
    expect(explain({}, unsilenced).text).not.toContain('were not read')
    expect(explain({}, unsilenced, null).text).toContain('Silences that operators set were not read: --stage names')
  })

  it('answers programs with the same', () => {
    expect(explain().json).toMatchObject({
      runId: buildSummary(1).runId,
      status: 'FAILED',
      route: 'charges',
      sinks: ['pager', 'chat', 'team'],
      considered: [
        { route: 'cancelled', mismatch: 'status' },
        { route: 'refunds', mismatch: 'workflow' },
        { route: 'elsewhere', mismatch: 'tenant' },
        { route: 'timeouts', mismatch: 'error' },
        { route: 'charges', mismatch: null },
      ],
      silencedBy: [{ reason: 'ticket 811' }],
      notification: { kind: 'opened', severity: 'critical', workflowName: 'charge-card' },
    })
  })

  it('shows nothing of a run that could rule the terminal', () => {
    const { text } = explain({ error: { type: null, message: 'a\u001b[31mb\u202ec', truncated: false } })

    expect(text).toContain('charge-card FAILED: a[31mbc\n')
  })
})

/** A file with this text, until the test is over. */
const fileOf = (text: string, name = 'run.json'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-explain-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('a run to explain', () => {
  it('is a run of Hatchet', () => {
    expect(readSummary('events/runs/fail-error.final.json', 'https://cloud.hatchet.run', START)).toMatchObject({
      runId: '529846a2-3be9-410f-b09f-16884d650951',
      status: 'FAILED',
      workflowName: 'fail-error',
    })
  })

  it('is a RunSummary, as it came', () => {
    const summary = buildSummary(1)

    expect(readSummary(fileOf(JSON.stringify(summary)), 'https://cloud.hatchet.run', START)).toEqual(summary)
  })

  it.each([
    [
      'a run that goes on',
      'events/runs/ok.running.json',
      'is a run that is RUNNING: only runs that have ended are told',
    ],
    ['a run that waits', 'events/runs/ok.queued.json', 'is a run that is QUEUED: only runs that have ended are told'],
    ['no JSON', 'README.md', 'README.md is not JSON'],
    ['other JSON', 'package.json', 'package.json is no run of Hatchet. Expected:\n  '],
    ['a folder', 'events/runs', 'events/runs is a folder: name one file'],
    ['not there', 'no-such.json', 'no-such.json cannot be read: ENOENT'],
  ])('is not %s', (_, file, message) => {
    const read = () => readSummary(file, 'https://cloud.hatchet.run', START)

    expect(read).toThrow(message)
    expect(read).toThrow(UsageError)
  })

  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"run"'],
    ['a number', '1'],
  ])('is not %s', (_, text) => {
    expect(() => readSummary(fileOf(text), 'https://cloud.hatchet.run', START)).toThrow(
      /is no run of Hatchet\. Expected:\n {2}/,
    )
  })

  it('is not a RunSummary of another version', () => {
    const text = JSON.stringify({ ...buildSummary(1), version: 2 })

    expect(() => readSummary(fileOf(text), 'https://cloud.hatchet.run', START)).toThrow(
      /run\.json is no RunSummary:\n {2}version: /,
    )
  })
})

describe('a policy to explain by', () => {
  it('is the one of a file', async () => {
    expect((await loadPolicy(join(import.meta.dirname, '../../../local/alerts.config.ts'))).routes[0]?.name).toBe(
      'invoices',
    )
  })

  it('is not one that nobody checked, nor a file that is not there', async () => {
    const unchecked = fileOf('export default { sinks: {}, routes: [], silences: [] }', 'policy.mjs')

    await expect(loadPolicy(unchecked)).rejects.toThrow(OperatorError)
    await expect(loadPolicy(unchecked)).rejects.toThrow('must export what defineAlerts returns, as its default')
    await expect(loadPolicy('/no-such/policy.ts')).rejects.toThrow(
      new UsageError('there is no policy /no-such/policy.ts'),
    )
  })
})
