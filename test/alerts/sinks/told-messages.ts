import type { NotificationKind } from '../../../lib/alerts/incident/incident-item.ts'
import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import type { Severity } from '../../../lib/alerts/policy/alert-policy.ts'
import { hours } from '../../../lib/alerts/policy/hours.ts'
import { minutes } from '../../../lib/alerts/policy/minutes.ts'
import { buildNotification } from '../notification/build-notification.ts'

const RUNBOOK = 'https://wiki.example.com/charge#when-it-fails'
const PAYMENTS = { route: 'payments', severity: 'critical', runbook: RUNBOOK } as const
const { lastFailAt } = buildNotification('dag-partial-fail.final')
const MANY = { totalFailures: 37, firstFailAt: lastFailAt - minutes(77), lastFailAt } as const

const HOSTILE_NAME = '<!channel> @here *bold* [pay](https://evil.example) `rm -rf`'

const hostile = (): Notification => {
  const notification = buildNotification()
  return {
    ...notification,
    workflowName: HOSTILE_NAME,
    failure: notification.failure && {
      ...notification.failure,
      error:
        '\u202e<@U123> see https://evil.example/login & www.evil.example, ops@evil.example #general _now_ ~x~ \\ 日本語 😀',
      failedTasks: [
        '<!here>',
        'a\nb',
        '\u2066hidden\u2069',
        ...Array.from({ length: 7 }, (_, index) => `step-${index}`),
      ],
    },
  }
}

const FAILURES = ['dag-partial-fail.final', 'py-fail.final', 'exec-timeout.final', 'fail-error.final'] as const
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'critical', 'error', 'info']
const KINDS: readonly NotificationKind[] = ['opened', 'resolved', 'opened', 'opened', 'update', 'opened', 'recovered']

const pick = <T>(list: readonly [T, ...T[]] | readonly T[], index: number): T => {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('nothing to pick')
  return item
}

/** A digest of so many different workflows, in which every kind and severity comes up. */
const digestOf = (count: number): Digest => ({
  kind: 'digest',
  at: Date.parse('2026-11-22T12:00:30.000Z'),
  notifications: Array.from({ length: count }, (_, index) => {
    const kind = pick(KINDS, index)
    return buildNotification(pick(FAILURES, index), {
      kind,
      workflowName: `import-${index}`,
      severity: pick(SEVERITIES, index),
      newFailures: 1 + (index % 3),
      totalFailures: 4,
      ...(kind === 'resolved' ? { endedAt: lastFailAt + hours(1), endReason: 'succeeded' as const } : {}),
    })
  }),
})

const resolved = (overrides: Partial<Notification> = {}): Notification =>
  buildNotification('dag-partial-fail.final', {
    kind: 'resolved',
    ...PAYMENTS,
    ...MANY,
    newFailures: 0,
    endedAt: lastFailAt + minutes(12),
    endReason: 'succeeded',
    ...overrides,
  })

/** Of a message to the fallback: that a pager refused it. */
const UNDELIVERED = { undelivered: { sink: 'pager', why: 'answered 400' } } as const

/** Everything that a sink is ever told, by the name of its golden files. */
export const toldMessages = {
  'opened-error': buildNotification('fail-error.final'),
  'opened-python': buildNotification('py-fail.final', { runbook: RUNBOOK }),
  'opened-dag': buildNotification('dag-partial-fail.final', PAYMENTS),
  'opened-without-text': buildNotification('exec-timeout.final', { severity: 'warning' }),
  'opened-cancelled': buildNotification('cancel-running.final', { severity: 'info' }),
  'opened-fifth': buildNotification('dag-partial-fail.final', {
    ...PAYMENTS,
    newFailures: 5,
    totalFailures: 5,
    firstFailAt: lastFailAt - minutes(4),
  }),
  'opened-without-failure': buildNotification('fail-error.final', { failure: null }),
  update: buildNotification('dag-partial-fail.final', { kind: 'update', ...PAYMENTS, ...MANY, newFailures: 12 }),
  'update-cancelled-overnight': buildNotification('cancel-running.final', {
    kind: 'update',
    newFailures: 1,
    totalFailures: 1_200,
    firstFailAt: lastFailAt - hours(20),
  }),
  'resolved-succeeded': resolved(),
  'resolved-untold': resolved({ newFailures: 3 }),
  'resolved-quiet': resolved({
    totalFailures: 1,
    firstFailAt: lastFailAt,
    endedAt: lastFailAt + hours(337),
    endReason: 'quiet',
  }),
  'resolved-unrouted': resolved({ endReason: 'unrouted' }),
  'resolved-operator': resolved({ endReason: 'operator', endNote: 'replayed by hand, ticket 812' }),
  'resolved-here': resolved({ endedAt: null, endReason: 'unrouted' }),
  recovered: buildNotification('py-fail.final', { kind: 'recovered' }),
  'recovered-several': buildNotification('dag-partial-fail.final', {
    kind: 'recovered',
    ...PAYMENTS,
    newFailures: 3,
    totalFailures: 3,
    firstFailAt: lastFailAt - minutes(5),
    endedAt: lastFailAt + minutes(12),
    endReason: 'succeeded',
  }),
  'recovered-quiet': buildNotification('py-fail.final', {
    kind: 'recovered',
    endedAt: lastFailAt + hours(360),
    endReason: 'quiet',
  }),
  test: buildNotification('fail-error.final', { isTest: true }),
  hostile: hostile(),
  'digest-of-500': digestOf(500),
  'digest-of-2': digestOf(2),
  'digest-of-1': digestOf(1),
  'undelivered-opened': { ...buildNotification('dag-partial-fail.final', PAYMENTS), ...UNDELIVERED },
  'undelivered-digest': { ...digestOf(2), undelivered: { sink: 'chat', why: 'answered 404 no_service' } },
} as const satisfies Record<string, Notification | Digest>
