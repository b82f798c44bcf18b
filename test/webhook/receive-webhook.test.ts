import { createHash, createSecretKey } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { QueueError, SecretError } from '../../lib/errors.ts'
import { receiveWebhook, type WebhookPorts } from '../../lib/webhook/receive-webhook.ts'
import { buildRun } from '../support/build-run.ts'
import { createMemoryLedger } from '../support/memory-ledger.ts'
import { type Delivery, signedEvent, TEST_SECRET } from '../support/signed-event.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const SIGNAL = new AbortController().signal
const OTHER_SECRET = Buffer.alloc(32, 9).toString('base64')

const keyOf = (secret: string) => createSecretKey(Buffer.from(secret.replace('whsec_', ''), 'base64'))

const buildPorts = (tenants: WebhookPorts['tenants'] = null) => {
  const signingKeys = {
    get: vi.fn<WebhookPorts['signingKeys']['get']>(async () => [{ keyId: 'current', key: keyOf(TEST_SECRET) }]),
    refetch: vi.fn<WebhookPorts['signingKeys']['refetch']>(async () => null),
  }
  const queues = { send: vi.fn<WebhookPorts['queues']['send']>(async () => {}) }
  const summary = { dashboardUrl: 'https://cloud.hatchet.run', metadataKeys: [] }
  const ledger = createMemoryLedger()
  return { signingKeys, queues, ledger, withoutLedger: 'forward', summary, tenants, now: () => NOW } as const
}

const delivery = (changes: Partial<Delivery> = {}) =>
  signedEvent({ body: JSON.stringify(buildRun()), timestamp: NOW / 1000, ...changes })

describe('receiveWebhook', () => {
  it('forwards a signed run, and tells its delivery and its key', async () => {
    const ports = buildPorts()
    const reception = await receiveWebhook(delivery({ id: 'msg_1' }), ports, SIGNAL)

    expect(reception).toMatchObject({ outcome: 'forwarded', webhookId: 'msg_1', signedWith: 'current' })
    expect(ports.queues.send).toHaveBeenCalledOnce()
  })

  it('puts every call it makes under the deadline of the request', async () => {
    const ports = buildPorts()
    await receiveWebhook(delivery(), ports, SIGNAL)
    await receiveWebhook(delivery({ secret: OTHER_SECRET }), ports, SIGNAL)

    expect(ports.signingKeys.get.mock.calls).toEqual([[SIGNAL], [SIGNAL]])
    expect(ports.signingKeys.refetch.mock.calls).toEqual([[SIGNAL]])
    expect(ports.queues.send).toHaveBeenCalledExactlyOnceWith(expect.anything(), SIGNAL)
  })

  // Each delivery has the fault of its own line, and all those of the lines below it.
  const tooLarge = Buffer.alloc(5 * 1024 * 1024 + 1, 0x20)
  it.each<[string, Delivery, object]>([
    [
      'its path',
      { body: tooLarge, path: '/', method: 'GET', headers: { 'content-type': 'text/plain', 'webhook-id': undefined } },
      { reason: 'path' },
    ],
    [
      'its method',
      { body: tooLarge, method: 'GET', headers: { 'content-type': 'text/plain', 'webhook-id': undefined } },
      { reason: 'method' },
    ],
    [
      'its content type',
      { body: tooLarge, headers: { 'content-type': 'text/plain', 'webhook-id': undefined } },
      { reason: 'content-type' },
    ],
    ['its size', { body: tooLarge, headers: { 'webhook-id': undefined } }, { reason: 'size' }],
    [
      'its missing signature',
      { body: Buffer.from([0xff]), headers: { 'webhook-id': undefined, 'webhook-timestamp': '1' } },
      { reason: 'signature', detail: 'missing' },
    ],
    [
      'its malformed signature',
      { body: Buffer.from([0xff]), headers: { 'webhook-id': '.', 'webhook-timestamp': '1' } },
      { reason: 'signature', detail: 'malformed' },
    ],
    [
      'its age',
      { body: Buffer.from([0xff]), headers: { 'webhook-timestamp': '1' }, secret: OTHER_SECRET },
      { reason: 'signature', detail: 'stale' },
    ],
    [
      'its wrong signature',
      { body: Buffer.from([0xff]), secret: OTHER_SECRET },
      { reason: 'signature', detail: 'wrong' },
    ],
    ['its encoding', { body: Buffer.from([0xff]) }, { reason: 'json', detail: 'not-utf8' }],
    ['its syntax', { body: '{' }, { reason: 'json', detail: 'not-json' }],
    ['its form', { body: JSON.stringify(buildRun({ status: 'ENDED' })) }, { reason: 'schema' }],
    ['its tenant', { body: JSON.stringify(buildRun({ status: 'RUNNING' })) }, { reason: 'tenant' }],
  ])('refuses a delivery for %s before all that is looked at later', async (_, faulty, expected) => {
    const ports = buildPorts(new Set())
    const reception = await receiveWebhook(delivery(faulty), ports, SIGNAL)

    expect(reception).toMatchObject({ outcome: 'refused', ...expected })
    expect(ports.queues.send).not.toHaveBeenCalled()
  })

  it.each<[string, Partial<Delivery>]>([
    ['another path', { path: '/' }],
    ['another method', { method: 'PUT' }],
    ['another content type', { headers: { 'content-type': 'text/plain' } }],
    ['a body too large', { body: tooLarge }],
    ['no signature', { headers: { 'webhook-signature': undefined } }],
    ['a malformed signature', { headers: { 'webhook-signature': 'v1,x' } }],
    ['a stale signature', { timestamp: NOW / 1000 - 301 }],
  ])('reads no key for a delivery with %s, and takes nothing of it', async (_, changes) => {
    const ports = buildPorts()
    const reception = await receiveWebhook(delivery({ id: 'msg_1', ...changes }), ports, SIGNAL)

    expect(reception).toMatchObject({ outcome: 'refused', webhookId: null, signedWith: null })
    expect(ports.signingKeys.get).not.toHaveBeenCalled()
    expect(ports.signingKeys.refetch).not.toHaveBeenCalled()
  })

  it('accepts a delivery signed with a key that only a second look at the secret finds', async () => {
    const ports = buildPorts()
    ports.signingKeys.refetch.mockResolvedValue([{ keyId: 'current', key: keyOf(OTHER_SECRET) }])
    const reception = await receiveWebhook(delivery({ secret: OTHER_SECRET }), ports, SIGNAL)

    expect(reception).toMatchObject({ outcome: 'forwarded', signedWith: 'current' })
  })

  it('refuses a delivery that the second look does not help either', async () => {
    const ports = buildPorts()
    ports.signingKeys.refetch.mockResolvedValue([{ keyId: 'current', key: keyOf(TEST_SECRET) }])
    const reception = await receiveWebhook(delivery({ secret: OTHER_SECRET, id: 'msg_1' }), ports, SIGNAL)

    expect(reception).toMatchObject({ reason: 'signature', detail: 'wrong', webhookId: 'msg_1', signedWith: null })
  })

  it('looks at the secret a second time for wrong signatures only', async () => {
    const ports = buildPorts()
    await receiveWebhook(delivery(), ports, SIGNAL)
    await receiveWebhook(delivery({ body: '{' }), ports, SIGNAL)

    expect(ports.signingKeys.refetch).not.toHaveBeenCalled()
  })

  it('tells the paths and the hash of a signed body that is no run', async () => {
    const body = JSON.stringify(buildRun({ status: 'ENDED', tenantId: undefined }))
    const reception = await receiveWebhook(delivery({ body }), buildPorts(), SIGNAL)

    expect(reception).toMatchObject({
      reason: 'schema',
      signedWith: 'current',
      problems: [{ path: 'status' }, { path: 'tenantId' }],
      bodySha256: createHash('sha256').update(body).digest('hex'),
    })
  })

  it('refuses for the secret where no key can be read', async () => {
    const ports = buildPorts()
    ports.signingKeys.get.mockRejectedValue(new SecretError('out of reach'))
    const reception = await receiveWebhook(delivery({ id: 'msg_1' }), ports, SIGNAL)

    expect(reception).toEqual({
      outcome: 'refused',
      reason: 'secret',
      detail: 'out of reach',
      webhookId: 'msg_1',
      signedWith: null,
    })
  })

  it('refuses for the queue where a queue does not acknowledge', async () => {
    const ports = buildPorts()
    ports.queues.send.mockRejectedValue(new QueueError('1 of 1 queues failed'))
    const reception = await receiveWebhook(delivery({ id: 'msg_1' }), ports, SIGNAL)

    expect(reception).toEqual({
      outcome: 'refused',
      reason: 'queue',
      detail: '1 of 1 queues failed',
      runId: '5c6d273c-5c46-4288-953d-134855c00f3e',
      webhookId: 'msg_1',
      signedWith: 'current',
    })
  })

  it('lets a defect through as what it is', async () => {
    const ports = buildPorts()
    const defect = new TypeError('a defect')
    ports.queues.send.mockRejectedValue(defect)

    await expect(receiveWebhook(delivery(), ports, SIGNAL)).rejects.toBe(defect)
  })
})
