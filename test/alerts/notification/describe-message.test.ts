import { describe, expect, it } from 'vitest'
import { describeMessage } from '../../../lib/alerts/notification/describe-message.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { buildNotification } from './build-notification.ts'

const AT = Date.parse('2026-11-22T11:18:44Z')
const HOUR = 3_600_000

const failing = (overrides: Partial<Notification> = {}): Notification =>
  buildNotification('dag-partial-fail.final', { workflowName: 'charge', firstFailAt: AT, lastFailAt: AT, ...overrides })

const withFailure = (overrides: Partial<NonNullable<Notification['failure']>>): Notification => {
  const notification = failing()
  return { ...notification, failure: notification.failure && { ...notification.failure, ...overrides } }
}

const factsOf = (notification: Notification): Readonly<Record<string, string>> =>
  Object.fromEntries(describeMessage(notification).facts.map(({ label, text }) => [label, text]))

describe('the title', () => {
  it.each<[title: string, overrides: Partial<Notification>]>([
    ['charge failed', {}],
    ['charge: 2 runs failed', { newFailures: 2, totalFailures: 2 }],
    ['charge is still failing: 12 more, 1,037 in all', { kind: 'update', newFailures: 12, totalFailures: 1_037 }],
    ['charge is succeeding again', { kind: 'resolved', newFailures: 0, endedAt: AT + HOUR, endReason: 'succeeded' }],
    [
      'charge: closed, no runs for 14 days',
      { kind: 'resolved', newFailures: 0, endedAt: AT + 337 * HOUR, endReason: 'quiet' },
    ],
    [
      'charge: closed, its route is gone from the policy',
      { kind: 'resolved', endedAt: AT + HOUR, endReason: 'unrouted' },
    ],
    ['charge: no longer told here', { kind: 'resolved', endReason: 'unrouted' }],
    ['charge failed, but it is succeeding again', { kind: 'recovered' }],
    ['charge: 3 runs failed, but it is succeeding again', { kind: 'recovered', newFailures: 3, totalFailures: 9 }],
    ['charge failed, closed since', { kind: 'recovered', endedAt: AT + 337 * HOUR, endReason: 'quiet' }],
    ['TEST: charge failed', { isTest: true }],
    ['unknown failed', { workflowName: '\u202e\n' }],
    [`${'x'.repeat(99)}… failed`, { workflowName: 'x'.repeat(256) }],
  ])('is %j', (title, overrides) => {
    expect(describeMessage(failing(overrides)).title).toBe(title)
  })

  it.each<[title: string, overrides: Partial<Notification>]>([
    ['slow was cancelled', {}],
    ['slow: 2 runs failed or were cancelled', { totalFailures: 2 }],
  ])('says where a run was cancelled: %j', (title, overrides) => {
    expect(describeMessage(buildNotification('cancel-running.final', overrides)).title).toBe(title)
  })
})

describe('the sentences', () => {
  it.each<[text: string, overrides: Partial<Notification>]>([
    ['A run failed at 11:19:51 UTC on 22 Nov 2026, after 2.6 s.', {}],
    ['A run failed at 11:18:44 UTC on 22 Nov 2026.', { failure: null }],
    [
      '2 runs failed since 10:18:44 UTC; the last one at 11:18:44 UTC on 22 Nov 2026.',
      { failure: null, newFailures: 2, totalFailures: 2, firstFailAt: AT - HOUR },
    ],
    [
      '1 more run failed, 2 in all since 11:18:44 UTC on 21 Nov 2026; the last one at 11:18:44 UTC on 22 Nov 2026.',
      { kind: 'update', failure: null, totalFailures: 2, firstFailAt: AT - 24 * HOUR },
    ],
    [
      '1 run failed at 11:18:44 UTC on 22 Nov 2026. It is over after 1 h: a newer run has succeeded.',
      { kind: 'resolved', newFailures: 0, endedAt: AT + HOUR, endReason: 'succeeded' },
    ],
    [
      '4 runs failed from 10:18:44 UTC to 11:18:44 UTC on 22 Nov 2026. 1 of them was not told before. It is over after 2 h: a newer run has succeeded.',
      { kind: 'resolved', totalFailures: 4, firstFailAt: AT - HOUR, endedAt: AT + HOUR, endReason: 'succeeded' },
    ],
    [
      '4 runs failed, the last one at 11:18:44 UTC on 22 Nov 2026. 3 of them were not told before. No run has failed like this, and none has succeeded, for 1 h, so this is closed. Whether the workflow works again is not known.',
      { kind: 'resolved', newFailures: 3, totalFailures: 4, endedAt: AT + HOUR, endReason: 'quiet' },
    ],
    [
      '7 runs failed, the last one at 11:18:44 UTC on 22 Nov 2026. Route default is gone from the policy, so this is closed. The workflow may still be failing.',
      { kind: 'resolved', newFailures: 7, totalFailures: 4, endedAt: AT + HOUR, endReason: 'unrouted' },
    ],
    [
      '1 run failed at 11:18:44 UTC on 22 Nov 2026. Its route no longer tells this receiver. The workflow may still be failing.',
      { kind: 'resolved', endReason: 'unrouted' },
    ],
    ['1 run failed at 11:18:44 UTC on 22 Nov 2026. It is over: a newer run has succeeded.', { kind: 'recovered' }],
    [
      'This is a test that an operator asked for: nothing has happened. A real message would say: A run failed at 11:18:44 UTC on 22 Nov 2026.',
      { isTest: true, failure: null },
    ],
  ])('are %j', (text, overrides) => {
    expect(describeMessage(failing(overrides)).sentences.join(' ')).toBe(text)
  })
})

describe('the facts', () => {
  it('are why, where, what to open, and by which route, in this order', () => {
    const runbook = 'https://wiki.example.com/charge'

    expect(
      describeMessage(failing({ workflowName: 'billing', runbook, severity: 'critical', route: 'payments' })).facts,
    ).toEqual([
      { label: 'Error', text: 'charge failed', isLink: false },
      { label: 'Failed step', text: 'charge', isLink: false },
      {
        label: 'Run',
        text: expect.stringMatching(/^https:.*\/runs\/dc352f0a-ab44-48c4-804d-d25fd548ef58$/),
        isLink: true,
      },
      { label: 'Runbook', text: runbook, isLink: true },
      { label: 'Severity', text: 'critical', isLink: false },
      { label: 'Route', text: 'payments', isLink: false },
      { label: 'Tenant', text: '707d0855-80ab-4e1f-a156-f1c4546cbf52', isLink: false },
    ])
  })

  it('are of the last run where there were several, or it is over', () => {
    expect(factsOf(failing({ totalFailures: 2 }))).toHaveProperty('Last error', 'charge failed')
    expect(factsOf(failing({ kind: 'recovered' }))).toHaveProperty('Last run')
  })

  it.each([
    ['exec-timeout.final', 'no error text: a timeout, a lost worker, or something thrown that is no Error'],
    ['cancel-running.final', 'none: the run was cancelled, by a person, by code or by a concurrency limit'],
    ['py-fail.final', 'OrderError: order 4711 failed'],
    ['fail-error.final', 'Payment failed for order #4711'],
  ])('say why %s ended so', (name, error) => {
    expect(factsOf(buildNotification(name))).toHaveProperty('Error', error)
  })

  it('say that a text of nothing but white space is none', () => {
    expect(factsOf(withFailure({ error: '\u202e ' }))['Error']).toBe(
      'no error text: a timeout, a lost worker, or something thrown that is no Error',
    )
  })

  it('cut a long error', () => {
    expect(factsOf(withFailure({ error: 'x'.repeat(2_000) }))['Error']).toBe(`${'x'.repeat(299)}…`)
  })

  it.each([
    [['a'], 'Failed step: a'],
    [['a', 'b'], 'Failed steps: a, b'],
    [['a', 'b', 'c', 'd', 'e'], 'Failed steps: a, b, c, d, e'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'Failed steps: a, b, c, d, e, 2 more'],
    [['charge', 'b'], 'Failed steps: charge, b'],
    [['\u202e', '', 'a\nb'], 'Failed step: a b'],
  ])('name the steps %j: %s', (failedTasks, expected) => {
    const { facts } = describeMessage(withFailure({ failedTasks }))

    expect(facts.map(({ label, text }) => `${label}: ${text}`)).toContain(expected)
  })

  it.each([[[]], [['']], [['charge']]])(
    'name no step of %j: nothing, or the one that every standalone run has',
    (failedTasks) => {
      expect(Object.keys(factsOf(withFailure({ failedTasks })))).toEqual([
        'Error',
        'Run',
        'Severity',
        'Route',
        'Tenant',
      ])
    },
  )

  it('leave out a link that leads nowhere, and the runbook once it is over', () => {
    expect(factsOf(withFailure({ url: 'https://x.example/ y' }))).not.toHaveProperty('Run')
    expect(factsOf(failing({ runbook: 'https://x.example', kind: 'resolved' }))).not.toHaveProperty('Runbook')
  })
})

describe('the advice', () => {
  it.each<[Partial<Notification>, number]>([
    [{}, 0],
    [{ kind: 'update' }, 0],
    [{ kind: 'resolved', endReason: 'succeeded', endedAt: AT }, 1],
    [{ kind: 'recovered' }, 1],
  ])('of %j is to replay failed runs, once it is over: %d', (overrides, count) => {
    const { advice } = describeMessage(failing(overrides))

    expect(advice).toHaveLength(count)
    for (const step of advice) expect(step).toMatch(/^Failed runs are not replayed by themselves/)
  })
})

describe('the tone', () => {
  it.each<[string, Partial<Notification>]>([
    ['alarm', {}],
    ['alarm', { kind: 'update' }],
    ['relief', { kind: 'resolved', endReason: 'succeeded', endedAt: AT }],
    ['note', { kind: 'resolved', endReason: 'quiet', endedAt: AT }],
    ['note', { kind: 'resolved', endReason: 'unrouted' }],
    ['relief', { kind: 'recovered' }],
    ['note', { kind: 'recovered', endReason: 'quiet', endedAt: AT }],
  ])('is %s of %j', (tone, overrides) => {
    expect(describeMessage(failing(overrides)).tone).toBe(tone)
  })
})
