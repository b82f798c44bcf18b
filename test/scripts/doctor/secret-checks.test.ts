import { defineAlerts, pagerDuty, slack } from '../../../lib/alerts/policy/policy.ts'
import { SecretError } from '../../../lib/errors.ts'
import type { Check } from '../../../scripts/doctor/check.ts'
import { pollsCheck } from '../../../scripts/doctor/checks/polls.ts'
import { sinksSecretCheck } from '../../../scripts/doctor/checks/sinks-secret.ts'
import { tenantsSecretCheck } from '../../../scripts/doctor/checks/tenants-secret.ts'
import { webhookCheck } from '../../../scripts/doctor/checks/webhook.ts'
import { webhookSecretCheck } from '../../../scripts/doctor/checks/webhook-secret.ts'
import { asIs, type CheckCase, type DoctorChange, describeChecks, secretOf } from '../../support/describe-checks.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const faulty =
  (name: string, message: string, overrides: ReturnType<DoctorChange> = {}): DoctorChange =>
  () => {
    const refuse = async () => {
      throw new SecretError('the secret cannot be read', { cause: Object.assign(new Error(message), { name }) })
    }
    return { secret: refuse, tenants: refuse, ...overrides }
  }
const unreadable: DoctorChange = () => ({
  secret: async () => {
    throw new SecretError('the secret is not text')
  },
})
/** Two sinks that need a secret each. */
const withSinks =
  (members: object, origins: readonly string[] | null = ['https://hooks.slack.com']): DoctorChange =>
  (prepared) => {
    const sinks = { chat: slack({ secret: 'chat' }), pager: pagerDuty({ secret: 'pager' }) }
    const policy = defineAlerts({ sinks, routes: [{ name: 'all', sinks: ['chat', 'pager'] }] })
    secretOf('alert-sinks', JSON.stringify(members))(prepared)
    return { policy: async () => policy, slackOrigins: async () => origins }
  }
const CHAT = 'https://hooks.slack.com/services/hidden'
const ELSEWHERE = 'https://chat.example.com/hidden'

const missing = faulty('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
const empty = faulty('ResourceNotFoundException', "can't find the secret value for staging label: AWSCURRENT")
const deleted = faulty('InvalidRequestException', 'because it was marked for deletion.')
const locked = faulty('DecryptionFailure', "can't decrypt the protected secret text")
const denied = faulty('AccessDeniedException', 'Access to KMS is not allowed')
const unreached = faulty('AbortError', 'Request aborted')
const nowhere = faulty('ResourceNotFoundException', "can't find it", { isOutOfReach: async () => true })

const ofEach = (check: Check, name: string): readonly CheckCase[] => [
  [check, 'missing', missing, 'fail', `there is no secret hatchet-run-relay/prod/${name}`, 'deleted by hand'],
  [check, 'without a value', empty, 'fail', 'it has no value', name],
  [
    check,
    'marked for deletion',
    deleted,
    'fail',
    'is marked for deletion',
    `restore-secret --secret-id hatchet-run-relay/prod/${name} --region eu-central-1`,
  ],
  [
    check,
    'whose key is off',
    locked,
    'fail',
    'cannot be decrypted',
    'kms describe-key --key-id alias/hatchet-run-relay-prod',
  ],
  [check, 'whose key may not be used', denied, 'skipped', 'not checked: needs kms:Decrypt', 'Ask'],
  [check, 'that does not come', unreached, 'fail', 'cannot be reached (no answer in time)', 'Is there a way to AWS'],
  [check, 'of no deployment', nowhere, 'skipped', 'not checked: see stack'],
]

describeChecks([
  ...ofEach(webhookSecretCheck, 'webhook-secret'),
  ...ofEach(tenantsSecretCheck, 'hatchet-tenants'),
  ...ofEach(sinksSecretCheck, 'alert-sinks'),
  [webhookSecretCheck, 'as it is', asIs, 'ok', 'form of a signing secret'],
  [webhookSecretCheck, 'garbage', secretOf('webhook-secret', 'hidden'), 'fail', 'not base64', 'put-secret-value'],
  [
    webhookSecretCheck,
    'no text',
    unreadable,
    'fail',
    'is not text',
    'put-secret-value --secret-id hatchet-run-relay/prod/webhook-secret',
  ],
  [webhookCheck, 'without a secret', missing, 'skipped', 'not checked: see webhook secret'],
  [webhookCheck, 'with garbage for one', secretOf('webhook-secret', 'hidden'), 'skipped', 'see webhook secret'],
  [pollsCheck, 'without a secret', missing, 'skipped', 'not checked: see tenants secret'],
  [tenantsSecretCheck, 'as it is', asIs, 'ok', 'names 1 tenant'],
  [tenantsSecretCheck, 'empty', secretOf('hatchet-tenants', '[]'), 'ok', 'nothing is polled'],
  [
    tenantsSecretCheck,
    'wrong',
    secretOf('hatchet-tenants', '[{"tenantId":"hidden"}]'),
    'fail',
    '[0].tenantId must be a UUID',
    'file://tenants.json --region eu-central-1',
  ],
  [sinksSecretCheck, 'as it is', asIs, 'ok', 'has chat'],
  [sinksSecretCheck, 'no object', secretOf('alert-sinks', '["hidden"]'), 'fail', 'no JSON object', 'Correct'],
  [
    sinksSecretCheck,
    'without a name',
    secretOf('alert-sinks', '{"other":"hidden"}'),
    'fail',
    'chat is missing',
    'Put chat into hatchet-run-relay/prod/alert-sinks',
  ],
  [
    sinksSecretCheck,
    'with a number',
    secretOf('alert-sinks', `{"chat":"${CHAT}","x":1}`),
    'warn',
    'no text',
    'Take them out',
  ],
  [sinksSecretCheck, 'of both kinds', withSinks({ chat: CHAT, pager: ` ${KEY}\n` }), 'ok', 'has chat, pager'],
  [
    sinksSecretCheck,
    'with the two mixed up',
    withSinks({ chat: KEY, pager: CHAT }),
    'fail',
    'chat is no webhook URL of https://hooks.slack.com (slackOrigins); pager is no integration key',
    'Put pager',
  ],
  [
    sinksSecretCheck,
    'of a chat that is not allowed',
    withSinks({ chat: ELSEWHERE, pager: KEY }),
    'fail',
    'chat is no webhook URL of',
    'Put chat',
  ],
  [
    sinksSecretCheck,
    'of a chat, where the function may not be asked',
    withSinks({ chat: ELSEWHERE, pager: KEY }, null),
    'ok',
    'has chat',
  ],
  [
    sinksSecretCheck,
    'of no chat, where the function may not be asked',
    withSinks({ chat: 'hidden', pager: KEY }, null),
    'fail',
    'chat is no webhook URL',
    'Put chat',
  ],
])
