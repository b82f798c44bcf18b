import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { defineAlerts, sns } from '../../../lib/alerts/policy/policy.ts'
import type { BackfillTurn } from '../../../lib/reconcile/backfill-turn.ts'
import type { Check } from '../../../scripts/doctor/check.ts'
import { alarmsToldCheck } from '../../../scripts/doctor/checks/alarms-told.ts'
import { alertsToldCheck } from '../../../scripts/doctor/checks/alerts-told.ts'
import { hatchetTokensCheck } from '../../../scripts/doctor/checks/hatchet-tokens.ts'
import { pollsCheck } from '../../../scripts/doctor/checks/polls.ts'
import { queuesCheck } from '../../../scripts/doctor/checks/queues.ts'
import { sinksCheck } from '../../../scripts/doctor/checks/sinks.ts'
import { sinksSecretCheck } from '../../../scripts/doctor/checks/sinks-secret.ts'
import { stackCheck } from '../../../scripts/doctor/checks/stack.ts'
import { tenantsSecretCheck } from '../../../scripts/doctor/checks/tenants-secret.ts'
import { webhookSecretCheck } from '../../../scripts/doctor/checks/webhook-secret.ts'
import type { DoctorWorld } from '../../../scripts/doctor/doctor-world.ts'
import type { Finding } from '../../../scripts/doctor/finding.ts'
import { runCheck } from '../../../scripts/doctor/run-check.ts'
import { createDoctorWorld, DOCTOR_NOW, DOCTOR_TENANT } from '../../support/doctor-world.ts'

type Prepared = ReturnType<typeof createDoctorWorld>
type Change = (prepared: Prepared) => Partial<DoctorWorld> | undefined

const MINUTE = 60_000
const stackOf = (status: string): Change => {
  return ({ outputs }) => ({ stack: async () => ({ status, outputs }) })
}
const secretOf =
  (name: string, text: string): Change =>
  ({ secrets }) => {
    secrets[name] = text
  }
const stoppedBy =
  (reason: 'auth' | 'secret' | 'unavailable'): Change =>
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
  (...arns: string[]): Change =>
  ({ aws }) => {
    const Subscriptions = arns.map((SubscriptionArn) => ({ Endpoint: 'team@example.com', SubscriptionArn }))
    aws.sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions })
    const policy = defineAlerts({ sinks: { team: sns() }, routes: [{ name: 'all', sinks: ['team'] }] })
    return { policy: async () => policy }
  }
const waiting =
  (queue: string, ageSeconds: number): Change =>
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
const readUntil =
  (time: number | null): Change =>
  ({ setCursor }) => {
    setCursor(time)
    return undefined
  }
const withoutKey: Change = ({ outputs }) => {
  delete outputs['DataKeyArn']
  return undefined
}
const unpolled: Change = secretOf('hatchet-tenants', '[]')
const items =
  (item: Readonly<Record<string, { S: string } | { N: string }>>): Change =>
  ({ aws }) => {
    aws.dynamoDb.on(ScanCommand).resolves({ Items: [item] })
  }
const asIs: Change = () => undefined

const CASES: readonly [Check, string, Change, Finding['state'], string, string?][] = [
  [stackCheck, 'as it is', asIs, 'ok', 'UPDATE_COMPLETE'],
  [stackCheck, 'rolled back', stackOf('UPDATE_ROLLBACK_COMPLETE'), 'warn', 'ROLLBACK', 'The last deployment failed'],
  [stackCheck, 'being deployed', stackOf('UPDATE_IN_PROGRESS'), 'warn', 'IN_PROGRESS', 'under way'],
  [stackCheck, 'failed', stackOf('ROLLBACK_COMPLETE'), 'fail', 'ROLLBACK_COMPLETE', 'npm run deploy -- --stage prod'],
  [stackCheck, 'of another version', withoutKey, 'fail', 'DataKeyArn', 'another version'],
  [webhookSecretCheck, 'as it is', asIs, 'ok', 'form of a signing secret'],
  [webhookSecretCheck, 'garbage', secretOf('webhook-secret', 'hidden'), 'fail', 'not base64', 'put-secret-value'],
  [tenantsSecretCheck, 'as it is', asIs, 'ok', 'names 1 tenant'],
  [tenantsSecretCheck, 'empty', unpolled, 'ok', 'nothing is polled'],
  [
    tenantsSecretCheck,
    'wrong',
    secretOf('hatchet-tenants', '[{"tenantId":"hidden"}]'),
    'fail',
    '[0].tenantId must be a UUID',
    'Correct',
  ],
  [sinksSecretCheck, 'as it is', asIs, 'ok', 'has chat'],
  [sinksSecretCheck, 'no object', secretOf('alert-sinks', '["hidden"]'), 'fail', 'no JSON object', 'Correct'],
  [
    sinksSecretCheck,
    'without a name',
    secretOf('alert-sinks', '{"other":"hidden"}'),
    'fail',
    'has no text chat',
    'Add chat',
  ],
  [
    sinksSecretCheck,
    'with a number',
    secretOf('alert-sinks', '{"chat":"hidden","x":1}'),
    'warn',
    'no text',
    'Take them out',
  ],
  [queuesCheck, 'empty', asIs, 'ok', 'run-alerts 0'],
  [
    queuesCheck,
    'a dead letter',
    waiting('run-alerts-dlq', 5),
    'fail',
    'run-alerts-dlq 3 (the oldest 5 s)',
    '"run-alerts-dlq"',
  ],
  [
    queuesCheck,
    'late alerts',
    waiting('run-alerts', 601),
    'warn',
    'run-alerts 3 (the oldest 10 min 1 s)',
    '"run-alerts-age"',
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
    'Correct the secret',
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
    '1 items of the table cannot be read',
    'alerts -- test',
  ],
]

describe('npm run doctor says of', () => {
  it.each(CASES.map((one) => [one[0].name, one[1], one] as const))(
    '%s, %s',
    async (_, _case, [check, , change, state, words, fix]) => {
      const prepared = createDoctorWorld()
      const finding = await runCheck(check, { ...prepared.world, ...change(prepared) })

      expect(finding).toMatchObject({ state, words: expect.stringContaining(words) })
      expect(finding.fixes?.join('\n') ?? '').toContain(fix ?? '')
      expect(finding.fixes === undefined).toBe(fix === undefined)
      expect(JSON.stringify(finding)).not.toContain('hidden')
    },
  )

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
})
