import { randomBytes, randomUUID } from 'node:crypto'
import { sendDelivery } from '../../../local/send/send-delivery.ts'
import { buildProbe } from '../build-probe.ts'
import type { Check } from '../check.ts'
import type { Finding } from '../finding.ts'

/** Does the webhook take a run that is signed, and refuse one that is not? The run reaches no queue. */
export const webhookCheck: Check = {
  name: 'webhook',
  limitMs: 40_000,
  needs: 'cloudformation:DescribeStacks and secretsmanager:GetSecretValue',
  run: async (world, signal): Promise<Finding> => {
    const [url, secret] = await Promise.all([world.output('WebhookUrl'), world.secret('webhook-secret')])
    const body = Buffer.from(JSON.stringify(buildProbe(world.now())))
    const send = (key: string) => {
      const id = `doctor_${randomUUID()}`
      const wait = { now: world.now, pause: async () => {}, signal }
      return sendDelivery(body, { url, secret: key, id, maxAttempts: 1, ...wait })
    }
    const signed = await send(secret.trim())
    const stranger = await send(randomBytes(32).toString('base64'))
    return (
      judgeSigned(signed) ?? judgeStranger(stranger) ?? { state: 'ok', words: signed.status === 403 ? NOT_OURS : TAKEN }
    )
  },
}

const TAKEN = 'takes a signed run, and refuses a wrong signature'
const NOT_OURS = "takes a signature, and refuses a wrong one; the probe's tenant is not among tenants"

type Answer = Awaited<ReturnType<typeof sendDelivery>>

/** @returns null where it is as it must be */
const judgeSigned = ({ status, body }: Answer): Finding | null => {
  if (status === 403 || (status === 200 && body['outcome'] === 'ignored')) return null
  const words = `a signed run is answered ${status ?? ''} ${body['title'] ?? body['message'] ?? body['outcome'] ?? ''}`
  return { state: 'fail', words: words.replace(/ +/g, ' ').trim(), fixes: [FIXES[String(status)] ?? OTHER] }
}

const judgeStranger = ({ status }: Answer): Finding | null => {
  if (status === 401) return null
  const words = `a wrong signature is answered ${status ?? 'nothing'}, and must be refused with 401`
  return { state: 'fail', words, fixes: ['Is that URL the one of this service? See the log of receive.'] }
}

const OTHER = 'See the log of receive, and docs/operations.md, "webhook-5xx".'
const FIXES: Readonly<Record<string, string>> = {
  null: 'Can the URL be reached from here: name, network, proxy?',
  401: 'Is the clock of this machine right (see clocks)? A new secret is known within half a minute.',
  404: 'The URL has no such route: deploy again.',
  429: 'Too many requests at once (throttleRate, throttleBurst): try again.',
}
