import { randomBytes, randomUUID } from 'node:crypto'
import { parseSigningSecret } from '../../../lib/webhook/parse-signing-secret.ts'
import { sendDelivery } from '../../../local/send/send-delivery.ts'
import { logOf } from '../../operator/log-of.ts'
import { buildProbe } from '../build-probe.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { NotChecked } from '../not-checked.ts'

/** Does the webhook take a run that is signed, and refuse one that is not? The run reaches no queue. */
export const webhookCheck: Check = {
  name: 'webhook',
  limitMs: 40_000,
  needs: 'cloudformation:DescribeStacks and secretsmanager:GetSecretValue',
  run: async (world, signal): Promise<Finding> => {
    const [url, secret] = await Promise.all([world.output('WebhookUrl'), readSecret(world)])
    const body = Buffer.from(JSON.stringify(buildProbe(world.now())))
    const send = (key: string) => {
      const id = `doctor_${randomUUID()}`
      const wait = { now: world.now, pause: async () => {}, signal }
      return sendDelivery(body, { url, secret: key, id, maxAttempts: 1, ...wait })
    }
    const signed = await send(secret.trim())
    const stranger = await send(randomBytes(32).toString('base64'))
    const log = `Its log: ${logOf(world.deployment.functionNamed('receive'))}`
    const ok: Finding = { state: 'ok', words: signed.status === 403 ? NOT_OURS : TAKEN }
    return judgeSigned(signed, log) ?? judgeStranger(stranger, log) ?? ok
  },
}

/** @throws NotChecked if it is none: another check says so */
const readSecret = async (world: DoctorWorld): Promise<string> => {
  try {
    const text = await world.secret('webhook-secret')
    parseSigningSecret(text)
    return text
  } catch {
    throw new NotChecked('see webhook secret')
  }
}

const TAKEN = 'takes a signed run, and refuses a wrong signature'
const NOT_OURS = "takes a signature, and refuses a wrong one; the probe's tenant is not among tenants"

type Answer = Awaited<ReturnType<typeof sendDelivery>>

/** @returns null where it is as it must be */
const judgeSigned = ({ status, body }: Answer, log: string): Finding | null => {
  if (status === 403 || (status === 200 && body['outcome'] === 'ignored')) return null
  const said = String(body['title'] ?? body['message'] ?? body['outcome'] ?? '')
  if (status === null) return { state: 'fail', words: `a signed run gets ${said}`, fixes: [UNREACHED] }
  const words = `a signed run is answered ${status} ${said}`.trim()
  return { state: 'fail', words, fixes: FIXES[status] ?? [status === 500 ? DIED : OTHER, log] }
}

const judgeStranger = ({ status }: Answer, log: string): Finding | null => {
  if (status === 401) return null
  const words = `a wrong signature is answered ${status ?? 'nothing'}, and must be refused with 401`
  return { state: 'fail', words, fixes: ['Is the output WebhookUrl the URL of this service?', log] }
}

const UNREACHED = 'Can the output WebhookUrl be reached from here: name, network, proxy?'
/** 500 is the API's own answer where the function gave none. */
const DIED = 'See docs/operations.md, "receive-errors".'
const OTHER = 'See docs/operations.md, "webhook-5xx".'
const FIXES: Readonly<Record<number, readonly string[]>> = {
  401: ['Is the clock of this machine right (see clocks)? A new secret is known within half a minute: try again.'],
  404: ['The URL has no such route: deploy again, with all parameters of the last time.'],
  429: ['Too many requests at once (throttleRate, throttleBurst): try again.'],
}
