import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch'
import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand, GetQueueUrlCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { defineAlerts, slack, sns } from '../../../lib/alerts/policy/policy.ts'
import { HATCHET_ATTEMPTS, HATCHET_REQUEST_TIMEOUT_MS } from '../../../lib/limits.ts'
import type { BackfillTurn } from '../../../lib/reconcile/backfill-turn.ts'
import { alarmsToldCheck } from '../../../scripts/doctor/checks/alarms-told.ts'
import { alertsToldCheck } from '../../../scripts/doctor/checks/alerts-told.ts'
import { hatchetTokensCheck } from '../../../scripts/doctor/checks/hatchet-tokens.ts'
import { pollsCheck } from '../../../scripts/doctor/checks/polls.ts'
import { queuesCheck } from '../../../scripts/doctor/checks/queues.ts'
import { sinksCheck } from '../../../scripts/doctor/checks/sinks.ts'
import type { DoctorWorld } from '../../../scripts/doctor/doctor-world.ts'
import { runCheck } from '../../../scripts/doctor/run-check.ts'
import { asIs, type DoctorChange, describeChecks, secretOf } from '../../support/describe-checks.ts'
import { createDoctorWorld, DOCTOR_NOW, DOCTOR_TENANT } from '../../support/doctor-world.ts'

const MINUTE = 60_000
const stoppedBy =
  (reason: 'auth' | 'secret' | 'unavailable'): DoctorChange =>
  ({ world }) => {
    const answer: BackfillTurn = {
      checked: 0,
      told: 0,
      left: 0,
      unread: [],
      stopped: { reason, detail: 'as it says' },
      next: null,
    }
    return { askReconcile: { ...world.askReconcile, turn: async () => ({ ok: true, answer }) } }
  }
const subscribed =
  (...arns: string[]): DoctorChange =>
  ({ aws }) => {
    const Subscriptions = arns.map((SubscriptionArn) => ({
      ...{ Protocol: 'email', Endpoint: 'team@example.com' },
      SubscriptionArn,
    }))
    const [first = {}, ...others] = Subscriptions
    aws.sns
      .on(ListSubscriptionsByTopicCommand)
      .resolvesOnce({ Subscriptions: [first].slice(0, arns.length), NextToken: 'more' })
      .resolves({ Subscriptions: others })
    return routedTo('team')
  }
/** The policy has two sinks, and routes to some of them. */
const routedTo = (...routed: ('team' | 'chat')[]): Partial<DoctorWorld> => {
  const sinks = { team: sns(), chat: slack({ secret: 'chat' }) }
  const policy = defineAlerts({ sinks, routes: [{ name: 'all', sinks: routed }] })
  return { policy: async () => policy }
}
const tenantsAre =
  (tenants: readonly string[], turn: DoctorWorld['askReconcile']['turn'], now = () => DOCTOR_NOW): DoctorChange =>
  () => ({ askReconcile: { tenants: async () => ({ ok: true, answer: { tenants, stopped: null } }), turn }, now })
/** Each turn takes so long. */
const slow = (turnMs: number): DoctorChange => {
  let time = DOCTOR_NOW
  const answer: BackfillTurn = { checked: 0, told: 0, left: 0, unread: [], stopped: null, next: null }
  const turn = async () => {
    time += turnMs
    return { ok: true, answer } as const
  }
  return tenantsAre(['one', 'two', 'three'], turn, () => time)
}
const unasked =
  (reason: 'aws' | 'lost', isOutOfReach: boolean): DoctorChange =>
  ({ world }) => ({
    askReconcile: { ...world.askReconcile, tenants: async () => ({ ok: false, reason, detail: 'as it says' }) },
    isOutOfReach: async () => isOutOfReach,
  })
const waiting =
  (queue: string, ageSeconds: number): DoctorChange =>
  ({ aws }) => {
    const QueueUrl = `https://sqs/hatchet-run-relay-prod-${queue}`
    const Attributes = { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '1' }
    aws.sqs.on(GetQueueAttributesCommand, { QueueUrl }).resolves({ Attributes })
    aws.cloudWatch.on(GetMetricStatisticsCommand).resolves({
      Datapoints: [
        { Timestamp: new Date(DOCTOR_NOW - 5 * MINUTE), Maximum: 1 },
        { Timestamp: new Date(DOCTOR_NOW - MINUTE), Maximum: ageSeconds },
      ],
    })
  }
/** @param end - of their names */
const withoutQueues =
  (end: string): DoctorChange =>
  ({ aws }) => {
    aws.sqs.on(GetQueueUrlCommand).callsFake(async ({ QueueName }) => {
      if (!QueueName.endsWith(end)) return { QueueUrl: `https://sqs/${QueueName}` }
      throw new QueueDoesNotExist({ $metadata: {}, message: 'The specified queue does not exist.' })
    })
    return undefined
  }
const readUntil =
  (time: number | null): DoctorChange =>
  ({ setCursor }) => {
    setCursor(time)
    return undefined
  }
/** The cursor of one schedule is older than those of the others, or is missing; the first poll was as long ago. */
const lagging =
  (schedule: string, ageMs: number, hasRead: boolean): DoctorChange =>
  ({ aws }) => {
    const time = DOCTOR_NOW - ageMs
    const key = `reconcile#${DOCTOR_TENANT}`
    const cursor = { S: JSON.stringify({ readUntil: time, unread: null }) }
    const of = (pk: string) => aws.dynamoDb.on(GetItemCommand, { Key: { pk: { S: pk } } })
    of(`${key}#${schedule}`).resolves(hasRead ? { Item: { cursor } } : {})
    of(key).resolves({ Item: { firstTick: { N: String(time) } } })
  }
const unpolled: DoctorChange = secretOf('hatchet-tenants', '[]')
const items =
  (item: Readonly<Record<string, { S: string } | { N: string }>>): DoctorChange =>
  ({ aws }) => {
    aws.dynamoDb.on(ScanCommand).resolves({ Items: [item] })
  }
describeChecks([
  [queuesCheck, 'empty', asIs, 'ok', 'run-alerts 0'],
  [
    queuesCheck,
    'a dead letter',
    waiting('run-alerts-dlq', 5),
    'fail',
    'run-alerts-dlq 3 (the oldest 5 s)',
    'npm run redrive -- --queue run-alerts --stage prod --dry-run shows what failed',
  ],
  [
    queuesCheck,
    'late alerts',
    waiting('run-alerts', 601),
    'warn',
    'run-alerts 3 (the oldest 10 min 1 s)',
    '"run-alerts-age"',
  ],
  [queuesCheck, 'one of them gone', withoutQueues('run-alerts'), 'fail', 'run-alerts is not there', 'deleted by hand'],
  [
    queuesCheck,
    'none to be seen',
    withoutQueues(''),
    'skipped',
    'not checked: AWS shows none of them: needs sqs:GetQueueUrl',
  ],
  [queuesCheck, 'alerts in time', waiting('run-alerts', 599), 'ok', 'run-alerts 3'],
  [
    queuesCheck,
    'summaries that nobody takes',
    waiting('run-summaries', 260_000),
    'warn',
    '3 days',
    '"run-summaries-age"',
  ],
  [pollsCheck, 'as they are', asIs, 'ok', 'last 2 min'],
  [pollsCheck, 'none yet', readUntil(null), 'warn', `no poll has read ${DOCTOR_TENANT} yet`, 'within 5 minutes'],
  [pollsCheck, 'just not silent', readUntil(DOCTOR_NOW - 20 * MINUTE), 'ok', 'last 20 min'],
  [pollsCheck, 'silent', readUntil(DOCTOR_NOW - 21 * MINUTE), 'fail', 'read 21 min ago', '"reconcile-silent"'],
  [pollsCheck, 'hourly in time', lagging('hourly', 240 * MINUTE, true), 'ok', 'last 2 min'],
  [pollsCheck, 'hourly silent', lagging('hourly', 241 * MINUTE, true), 'fail', '4 h 1 min ago by the hourly', 'silent'],
  [pollsCheck, 'daily silent', lagging('daily', 97 * 60 * MINUTE, true), 'fail', '4 days 1 h ago by the daily', 'log'],
  [pollsCheck, 'daily not yet', lagging('daily', 95 * 60 * MINUTE, false), 'ok', 'last 2 min'],
  [pollsCheck, 'daily never', lagging('daily', 97 * 60 * MINUTE, false), 'fail', 'never read by the daily poll', 'log'],
  [pollsCheck, 'no tenant', unpolled, 'ok', 'no tenant is polled'],
  [
    pollsCheck,
    'no tenant and no tick',
    (prepared) => {
      unpolled(prepared)
      prepared.aws.cloudWatch.on(GetMetricStatisticsCommand).resolves({ Datapoints: [] })
    },
    'warn',
    'no tick has ended',
    '"reconcile-silent"',
  ],
  [hatchetTokensCheck, 'as they are', asIs, 'ok', 'taken for 1 tenant'],
  [hatchetTokensCheck, 'of many tenants', slow(20_000), 'ok', 'taken for 3 tenants'],
  [hatchetTokensCheck, 'of a slow Hatchet', slow(61_000), 'warn', 'taken for 1 tenant; 2 more were not asked', 'slow'],
  [hatchetTokensCheck, 'not to be called', unasked('aws', false), 'fail', 'aws, as it says', 'try again'],
  [
    hatchetTokensCheck,
    'of a function that hangs',
    unasked('lost', false),
    'fail',
    'lost, as it says',
    'Its log: aws logs tail /aws/lambda/hatchet-run-relay-prod-reconcile --since 1h --region eu-central-1',
  ],
  [hatchetTokensCheck, 'of nowhere', unasked('lost', true), 'skipped', 'not checked: see stack'],
  [hatchetTokensCheck, 'refused', stoppedBy('auth'), 'fail', `${DOCTOR_TENANT}: auth`, 'Create a new token'],
  [hatchetTokensCheck, 'out of reach', stoppedBy('unavailable'), 'fail', 'unavailable', 'Is Hatchet up?'],
  [
    hatchetTokensCheck,
    'of a secret that is wrong',
    ({ world }) => ({
      askReconcile: {
        ...world.askReconcile,
        tenants: async () => ({ ok: true, answer: { tenants: [], stopped: { reason: 'secret', detail: 'wrong' } } }),
      },
    }),
    'fail',
    'secret, wrong',
    'See tenants secret',
  ],
  [
    hatchetTokensCheck,
    'of a function that died',
    ({ world }) => ({
      askReconcile: { ...world.askReconcile, tenants: async () => ({ ok: false, reason: 'function', detail: 'died' }) },
    }),
    'fail',
    'function, died',
    '"reconcile-errors"',
  ],
  [alertsToldCheck, 'as it is', asIs, 'ok', 'to team@example.com, the sink chat'],
  [
    alertsToldCheck,
    'unconfirmed',
    subscribed('PendingConfirmation'),
    'warn',
    'nobody will be told; not confirmed: team@example.com',
    'Confirm the message',
  ],
  [
    alertsToldCheck,
    'the second page of subscribers',
    subscribed('arn:aws:sns:x', 'PendingConfirmation'),
    'warn',
    'to team@example.com; not confirmed: team@example.com',
    "aws sns subscribe --topic-arn arn:AlertsTopicArn --protocol email --notification-endpoint 'team@example.com' --region eu-central-1",
  ],
  [
    alertsToldCheck,
    'many who have not confirmed',
    subscribed('arn:aws:sns:x', ...Array.from({ length: 9 }, () => 'PendingConfirmation')),
    'warn',
    'team@example.com, 4 more',
    'team@example.com, 4 more.',
  ],
  [alertsToldCheck, 'a topic that no route names', () => routedTo('chat'), 'ok', 'to the sink chat'],
  [alertsToldCheck, 'a sink that no route names', () => routedTo('team'), 'ok', 'to team@example.com'],
  [alertsToldCheck, 'nobody', subscribed(), 'warn', 'nobody will be told', '--param="alertEmail='],
  [alertsToldCheck, 'nobody any more', subscribed('Deleted'), 'warn', 'nobody will be told', '--param="alertEmail='],
  [alarmsToldCheck, 'as it is', asIs, 'ok', 'to team@example.com'],
  [alarmsToldCheck, 'nobody', subscribed(), 'warn', 'nobody will be told', '--param="operationsEmail='],
  [sinksCheck, 'as they are', asIs, 'ok', 'none fails; 0 open incidents'],
  [
    sinksCheck,
    'resting',
    items({ pk: { S: 'sink#chat' }, sk: { S: '-' }, downUntil: { N: String(DOCTOR_NOW + MINUTE) } }),
    'warn',
    'chat fails, and rests until 12:01',
    'npm run alerts -- test --stage prod',
  ],
  [
    sinksCheck,
    'an item that is garbage',
    items({ pk: { S: 'garbage' }, sk: { S: 'x' } }),
    'warn',
    '1 item of the table cannot be read',
    'alerts -- list --stage prod names the items',
  ],
])

describe('npm run doctor asks for', () => {
  it('Hatchet tokens by a dry run of one minute', async () => {
    const questions: object[] = []
    const { world } = createDoctorWorld()
    const turn: DoctorWorld['askReconcile']['turn'] = (question) => {
      questions.push(question)
      return world.askReconcile.turn(question)
    }
    await runCheck(hatchetTokensCheck, { ...world, askReconcile: { ...world.askReconcile, turn } })

    const times = { since: '2026-11-22T11:59:00.000Z', until: '2026-11-22T12:00:00.000Z' }
    expect(questions).toEqual([{ tenantId: DOCTOR_TENANT, ...times, dryRun: true }])
  })

  it('Hatchet tokens until the function has given up a Hatchet that does not answer', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { world } = createDoctorWorld()
    const stopped = { reason: 'unavailable' as const, detail: 'no whole answer' }
    const turn: DoctorWorld['askReconcile']['turn'] = async (question) => {
      await new Promise((resolve) => setTimeout(resolve, HATCHET_ATTEMPTS * (HATCHET_REQUEST_TIMEOUT_MS + 500)))
      const asked = await world.askReconcile.turn(question)
      return asked.ok ? { ...asked, answer: { ...asked.answer, stopped } } : asked
    }
    const finding = runCheck(hatchetTokensCheck, { ...world, askReconcile: { ...world.askReconcile, turn } })
    await vi.runAllTimersAsync()

    expect(await finding).toMatchObject({ state: 'fail', words: expect.stringContaining('unavailable') })
  })
})
