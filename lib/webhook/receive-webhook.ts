import { createHash } from 'node:crypto'
import { QueueError, SecretError } from '../errors.ts'
import { type ForwardPorts, forwardRun } from '../forward/forward-run.ts'
import { MAX_BODY_BYTES } from '../limits.ts'
import { parseRunReport } from '../run/parse-run-report.ts'
import { type DecodedBody, decodeBody } from './decode-body.ts'
import type { HttpRequest } from './http-request.ts'
import { isJsonContentType } from './is-json-content-type.ts'
import { parseJsonBody } from './parse-json-body.ts'
import type { RawBody } from './raw-body.ts'
import { rawBodySize } from './raw-body-size.ts'
import { readHttpEvent } from './read-http-event.ts'
import { readSignatureHeaders, type SignatureHeaders } from './read-signature-headers.ts'
import type { Reception, Refused } from './reception.ts'
import type { RefusalReason } from './refusals.ts'
import type { SigningKey } from './signing-key.ts'
import type { SigningKeys } from './signing-keys.ts'
import { verifySignature } from './verify-signature.ts'

export interface WebhookPorts extends ForwardPorts {
  readonly signingKeys: SigningKeys
  /** Tenants whose runs are taken, lower case; null for all. */
  readonly tenants: ReadonlySet<string> | null
}

/**
 * Takes one delivery of `POST /webhooks/hatchet`.
 *
 * Everything a stranger can send is refused before a key is read, and everything before a summary is sent.
 *
 * @param event - of an HTTP API or a Function URL; any other is refused
 * @param signal - the request's deadline
 */
export const receiveWebhook = async (event: unknown, ports: WebhookPorts, signal: AbortSignal): Promise<Reception> => {
  const request = readHttpEvent(event)
  if (request === null) return stranger('event')
  const refusal = refuseByHead(request)
  if (refusal !== null) return stranger(refusal)
  const signature = readSignatureHeaders(request.header, ports.now() / 1_000)
  if (!signature.ok) return stranger('signature', signature.reason)

  const webhookId = signature.headers.id
  const body = decodeBody(request.body)
  let signedWith: SigningKey['keyId'] | null = null
  try {
    const key = await findKey(signature.headers, body, ports.signingKeys, signal)
    if (key === null) return { ...stranger('signature', 'wrong'), webhookId }
    signedWith = key.keyId
    return { ...(await receiveSigned(body, ports, signal)), webhookId, signedWith }
  } catch (error) {
    if (error instanceof SecretError) return { ...refused('secret', { detail: error.message }), webhookId, signedWith }
    throw error
  }
}

const refused = (reason: RefusalReason, facts: Omit<Refused, 'outcome' | 'reason'> = {}): Refused => ({
  outcome: 'refused',
  reason,
  ...facts,
})

const stranger = (reason: RefusalReason, detail?: string): Reception => ({
  ...refused(reason, detail === undefined ? {} : { detail }),
  webhookId: null,
  signedWith: null,
})

const refuseByHead = ({ method, path, header, body }: HttpRequest): RefusalReason | null => {
  if (path !== '/webhooks/hatchet') return 'path'
  if (method !== 'POST') return 'method'
  if (!isJsonContentType(header('content-type')) || (header('content-encoding') ?? '') !== '') return 'content-type'
  return isTooLarge(body) ? 'size' : null
}

/** No character of the content is more than 3 bytes, so bodies far from the limit need not be counted. */
const isTooLarge = (body: RawBody): boolean =>
  body.content.length * 3 > MAX_BODY_BYTES && rawBodySize(body) > MAX_BODY_BYTES

const findKey = async (
  headers: SignatureHeaders,
  body: DecodedBody,
  signingKeys: SigningKeys,
  signal: AbortSignal,
): Promise<SigningKey | null> => {
  const key = verifySignature(headers, body, await signingKeys.get(signal))
  if (key !== null) return key
  // The secret may have been rotated since it was read.
  const refetched = await signingKeys.refetch(signal)
  return refetched && verifySignature(headers, body, refetched)
}

const receiveSigned = async (body: DecodedBody, ports: WebhookPorts, signal: AbortSignal) => {
  const json = parseJsonBody(body)
  if (!json.ok) return refused('json', { detail: json.reason, bodySha256: sha256(body) })
  const parsed = parseRunReport(json.value)
  if (!parsed.ok) return refused('schema', { problems: parsed.problems, bodySha256: sha256(body) })
  const { report } = parsed
  if (ports.tenants !== null && !ports.tenants.has(report.run.tenantId)) return refused('tenant')
  try {
    return await forwardRun(report, 'webhook', ports, signal)
  } catch (error) {
    if (error instanceof QueueError) return refused('queue', { detail: error.message, runId: report.run.metadata.id })
    throw error
  }
}

const sha256 = (body: DecodedBody): string => createHash('sha256').update(body).digest('hex')
