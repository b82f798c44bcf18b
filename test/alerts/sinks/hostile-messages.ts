import fc from 'fast-check'
import type { NotificationKind } from '../../../lib/alerts/incident/incident-item.ts'
import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { SEVERITIES } from '../../../lib/alerts/policy/severities.ts'
import { hostileText } from '../../support/hostile-text.ts'

/** What means something to a chat. */
const MARKUP = [
  ...[
    '<!channel>',
    '<@U123>',
    '@here',
    '@everyone',
    '<https://evil.example|pay>',
    '[pay](https://evil.example)',
    '#general',
  ],
  ...[
    'https://evil.example/a?b=c&d',
    'www.evil.example',
    'mailto:a@evil.example',
    'javascript:x',
    '`x`',
    '```',
    '*b*',
    '_i_',
  ],
  ...['~s~', '&lt;!here&gt;', '&', '<', '>', '|', '\\', '](', '\n# h', '\n> q', '<at>all</at>', '<script>', '![x](y)'],
]

const markup = fc.array(fc.constantFrom(...MARKUP, ' ', 'a', '.'), { maxLength: 400 }).map((pieces) => pieces.join(''))

/** Text of a run that does what it can: to a message, a chat, a subject. */
export const hostile = fc.oneof(markup, hostileText(3_000))

const time = fc.oneof(
  fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) }),
  fc.constantFrom(0, -1, 8.64e15, 9e15, Number.NaN, Number.POSITIVE_INFINITY),
)
const count = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom(Number.MAX_SAFE_INTEGER))

/** URLs of up to the longest that is told, which a chat may show as links, and some that end a link early. */
const link = fc
  .tuple(
    fc.constantFrom('?a=b&c', '_', '~', '(', '%3C', "';--", '>', '|pay', '*', '`'),
    fc.integer({ min: 1, max: 494 }),
  )
  .map(([piece, length]) => `https://x.example/${piece.repeat(length).slice(0, length)}`)

const failure: fc.Arbitrary<Notification['failure']> = fc.option(
  fc.record({
    at: time,
    runId: hostile,
    displayName: hostile,
    status: fc.constantFrom('FAILED' as const, 'CANCELLED' as const),
    url: fc.oneof(hostile, link, fc.constant('https://cloud.hatchet.run/tenants/t/runs/r')),
    error: fc.option(hostile),
    failedTasks: fc.array(hostile, { maxLength: 12 }),
    durationMs: fc.option(time),
  }),
)

/** A notification of which every text is hostile, and no number can be relied on. */
const hostileNotification: fc.Arbitrary<Notification> = fc.record({
  kind: fc.constantFrom<NotificationKind>('opened', 'update', 'resolved', 'recovered'),
  incidentId: hostile,
  route: hostile,
  severity: fc.constantFrom(...SEVERITIES),
  runbook: fc.option(fc.oneof(link, fc.constant('https://wiki.example.com/charge'))),
  tenantId: hostile,
  workflowId: hostile,
  workflowName: hostile,
  newFailures: count,
  totalFailures: count,
  firstFailAt: time,
  lastFailAt: time,
  endedAt: fc.option(time),
  endReason: fc.option(fc.constantFrom('succeeded', 'quiet', 'unrouted', 'operator')),
  endNote: hostile,
  failure,
  isTest: fc.boolean(),
})

const hostileDigest: fc.Arbitrary<Digest> = fc.record({
  kind: fc.constant('digest' as const),
  notifications: fc.array(hostileNotification, { minLength: 1, maxLength: 14 }),
  at: time,
})

const undelivered = fc.option(fc.record({ sink: fc.constantFrom('pager', 'chat'), why: hostile }))

/** A notification, or a digest of some; either may be for the fallback. */
export const hostileMessage: fc.Arbitrary<Notification | Digest> = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: hostileNotification }, { weight: 1, arbitrary: hostileDigest }), undelivered)
  .map(([message, instead]) => (instead === null ? message : { ...message, undelivered: instead }))
