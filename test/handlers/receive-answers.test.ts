import { randomBytes } from 'node:crypto'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { buildRun } from '../support/build-run.ts'
import { contentTypes } from '../support/content-types.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { loadReceive } from '../support/load-receive.ts'
import { markedRun } from '../support/marked-run.ts'
import { NOW, receiveWorld } from '../support/receive-world.ts'
import { recordedRun, recordedRuns, recordedRunText } from '../support/recorded-run.ts'
import { type Delivery, signedEvent } from '../support/signed-event.ts'

const world = receiveWorld()
const marker = `zq${randomBytes(6).toString('hex')}`
const RUN_ID = '5c6d273c-5c46-4288-953d-134855c00f3e'
const MAX_BODY_BYTES = 5 * 1024 * 1024

const signedRun = (overrides: Record<string, unknown> = {}, changes: Partial<Delivery> = {}) =>
  signedEvent({ body: JSON.stringify(buildRun(overrides)), ...changes })
const markedText = (overrides: Record<string, unknown> = {}) => JSON.stringify(markedRun(marker, overrides))
const deliver = async (delivery: Delivery) => (await loadReceive())(signedEvent(delivery))

describe('202: every queue has the summary', () => {
  it.each(['COMPLETED', 'FAILED', 'CANCELLED'])('of a %s run', async (status) => {
    const answer = await deliver({ body: JSON.stringify(buildRun({ status })) })

    const [summary] = world.sent()
    expect(answer).toEqual({
      statusCode: 202,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ outcome: 'forwarded', id: summary?.id, runId: RUN_ID }),
    })
    expect(v.parse(RunSummarySchema, summary)).toEqual(summary)
    expect(summary).toMatchObject({ status, runId: RUN_ID, source: 'webhook', receivedAt: '2026-11-22T12:00:00.000Z' })
    expect(world.stdout().lines()).toMatchObject([{ status, runId: RUN_ID, RunsForwarded: 1 }])
  })

  it('sends the same summary, and nothing else, to each of two queues', async () => {
    const urls = ['https://sqs.example/1/run-summaries', 'https://sqs.example/1/run-alerts']
    const receive = await loadReceive({ SUMMARY_QUEUE_URLS: urls.join(',') })
    const answer = await receive(signedRun())

    const inputs = world.sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)
    expect(answer.statusCode).toBe(202)
    expect(inputs).toEqual(urls.map((QueueUrl) => ({ QueueUrl, MessageBody: inputs[0]?.MessageBody })))
    expect(v.is(RunSummarySchema, JSON.parse(inputs[0]?.MessageBody ?? ''))).toBe(true)
  })

  it.each(recordedRuns)('for the recorded answer %s, or 200 where that run has not ended', async (name) => {
    const { status } = recordedRun(name).run
    const hasEnded = !['QUEUED', 'RUNNING'].includes(status)
    const answer = await deliver({ body: recordedRunText(name) })

    expect(answer.statusCode).toBe(hasEnded ? 202 : 200)
    expect(world.sent().map((summary) => summary.status)).toEqual(hasEnded ? [status] : [])
  })

  it('for a recorded run in base64, as for the same run in text', async () => {
    await deliver({ body: recordedRunText('py-fail.final') })
    await deliver({ body: Buffer.from(recordedRunText('py-fail.final')) })

    const [fromText, fromBase64] = world.sent()
    expect(fromBase64).toEqual(fromText)
  })

  it('writes nothing to the log of what a forwarded run took in, gave out, or failed with', async () => {
    const body = markedText({ status: 'FAILED', displayName: 'charge-card-1795347772670' })
    const answer = await deliver({ body })

    expect(answer.statusCode).toBe(202)
    expect(JSON.stringify(world.sent())).toContain(marker)
    expect(world.stdout().text()).not.toContain(marker)
  })
})

describe('200: ignored', () => {
  it.each(['QUEUED', 'RUNNING'])('a %s run, whose sender is told what to do', async (status) => {
    const answer = await deliver({ body: markedText({ status }) })

    expect(answer.statusCode).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({
      outcome: 'ignored',
      runId: RUN_ID,
      reason: expect.stringMatching(`${status}.*set status to FAILED`),
    })
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 0)
    expect(world.stdout().lines()).toMatchObject([{ status, Ignored: 1 }])
    expect(answer.body + world.stdout().text()).not.toContain(marker)
  })
})

describe('400: no JSON', () => {
  it.each<[string, Delivery['body'], string]>([
    ['an empty text', '', 'empty'],
    ['no bytes', Buffer.alloc(0), 'empty'],
    ['Latin-1', Buffer.concat([Buffer.from(`"${marker}`), Buffer.from([0xe4, 0x22])]), 'not-utf8'],
    ['a surrogate written as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'not-utf8'],
    ['a byte order mark before a good run, in text', `\ufeff${markedText()}`, 'not-json'],
    ['a byte order mark before a good run, in base64', Buffer.from(`\ufeff${markedText()}`), 'not-json'],
    ['half a run', markedText().slice(0, -1), 'not-json'],
    ['a form', `payload=${marker}`, 'not-json'],
    ['two runs', `${markedText()}\n${markedText()}`, 'not-json'],
    ['white space', ' \n', 'not-json'],
    ['NaN', `{"a":NaN,"b":"${marker}"}`, 'not-json'],
  ])('for %s', async (_, body, detail) => {
    const answer = await deliver({ body })

    expectRefusal(answer, world, { statusCode: 400, reason: 'json', detail, marker })
  })

  it('answers lone surrogates, written as escapes, with a summary that SQS takes', async () => {
    const body = JSON.stringify(buildRun({ displayName: '\ud800card\udfff \ufffe' }))
    const answer = await deliver({ body })

    expect(body).toContain('\\ud800')
    expect(answer.statusCode).toBe(202)
    expect(world.sent()).toMatchObject([{ displayName: 'card' }])
  })

  it('answers lone surrogates in the text of an event, which no sender can have signed, without a failure', async () => {
    const answer = await deliver({ body: `{"a":"\ud800"}` })

    expect(answer.statusCode).toBe(422)
  })
})

describe('401: signature', () => {
  const other = Buffer.alloc(32, 9).toString('base64')
  const faults: [string, Partial<Delivery>, string][] = [
    ['without webhook-id', { headers: { 'webhook-id': undefined } }, 'missing'],
    ['without webhook-timestamp', { headers: { 'webhook-timestamp': undefined } }, 'missing'],
    ['without webhook-signature', { headers: { 'webhook-signature': undefined } }, 'missing'],
    ['with an id of 257 characters', { id: 'x'.repeat(257) }, 'malformed'],
    ['with a timestamp in milliseconds', { timestamp: NOW }, 'malformed'],
    ['with a digest too short', { headers: { 'webhook-signature': 'v1,eHg=' } }, 'malformed'],
    ['with an unknown version alone', { headers: { 'webhook-signature': `v2,${other}` } }, 'malformed'],
    ['that is 301 s old', { timestamp: NOW / 1000 - 301 }, 'stale'],
    ['that is from 301 s ahead', { timestamp: NOW / 1000 + 301 }, 'stale'],
    ['signed with another secret', { secret: other }, 'wrong'],
    ['whose id was changed', { headers: { 'webhook-id': 'msg_other' } }, 'wrong'],
    ['whose timestamp was changed', { headers: { 'webhook-timestamp': String(NOW / 1000 - 1) } }, 'wrong'],
  ]

  it.each(faults)('refuses a delivery %s', async (_, changes, detail) => {
    const answer = await deliver({ body: markedText(), ...changes })

    expectRefusal(answer, world, { statusCode: 401, reason: 'signature', detail, marker })
  })

  it.each(faults.filter(([, , detail]) => detail !== 'wrong'))(
    'asks nobody about a delivery %s',
    async (_, changes) => {
      await deliver({ body: markedText(), ...changes })

      expect(world.secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 0)
    },
  )

  it('says the same to all of them', async () => {
    const receive = await loadReceive()
    const answers = await Promise.all(faults.map(([, changes]) => receive(signedRun({}, changes))))

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('refuses a body that was changed after it was signed', async () => {
    const receive = await loadReceive()
    const event = signedEvent({ body: markedText() })
    const answer = await receive({ ...event, body: `${event.body} ` })

    expectRefusal(answer, world, { statusCode: 401, reason: 'signature', detail: 'wrong', marker })
  })

  it.each([-300, 300])('accepts a delivery of %i s from now', async (seconds) => {
    expect((await deliver({ body: markedText(), timestamp: NOW / 1000 + seconds })).statusCode).toBe(202)
  })
})

describe('403: tenant', () => {
  it('refuses a tenant that is not listed', async () => {
    const receive = await loadReceive({ TENANTS: '00000000-0000-4000-8000-000000000000' })
    const answer = await receive(signedEvent({ body: markedText() }))

    expectRefusal(answer, world, { statusCode: 403, reason: 'tenant', marker })
  })
})

describe('404 and 405: path and method', () => {
  it.each(['/', '/webhooks', '/webhooks/hatchet/', '/webhooks/Hatchet', '//webhooks/hatchet', '/webhooks/hatchet%20'])(
    'answers 404 at %s, whatever the method',
    async (path) => {
      const answer = await deliver({ body: markedText(), path, method: 'PUT' })

      expectRefusal(answer, world, { statusCode: 404, reason: 'path', marker })
      expect(world.secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 0)
    },
  )

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'get', ''])('answers 405 to %j', async (method) => {
    const answer = await deliver({ body: markedText(), method })

    expectRefusal(answer, world, { statusCode: 405, reason: 'method', marker })
    expect(answer.headers).toHaveProperty('allow', 'POST')
    expect(world.secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 0)
  })
})

describe('413: size', () => {
  /** A good run, as JSON of exactly so many bytes. */
  const runOf = (bytes: number, filler = 'a'): Buffer => {
    const empty = Buffer.byteLength(JSON.stringify(buildRun({ input: { filler: '' } })))
    const room = bytes - empty
    const size = Buffer.byteLength(filler)
    const text = 'a'.repeat(room % size) + filler.repeat(Math.floor(room / size))
    return Buffer.from(JSON.stringify(buildRun({ input: { filler: text } })))
  }

  it.each([
    ['text', (body: Buffer) => body.toString()],
    ['base64', (body: Buffer) => body],
  ])('takes exactly 5 MiB in %s, and not one byte more', async (_, form) => {
    const exact = runOf(MAX_BODY_BYTES)
    const over = runOf(MAX_BODY_BYTES + 1)
    expect([exact.length, over.length]).toEqual([MAX_BODY_BYTES, MAX_BODY_BYTES + 1])

    expect((await deliver({ body: form(exact) })).statusCode).toBe(202)
    world.sqs.resetHistory()
    world.secrets.resetHistory()
    const answer = await deliver({ body: form(over) })

    expect(answer.statusCode).toBe(413)
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 0)
    expect(world.secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 0)
    expect(world.stdout().lines().at(-1)).toMatchObject({ reason: 'size', Rejected: 1 })
  })

  it('counts bytes, not characters', async () => {
    const body = runOf(MAX_BODY_BYTES + 2, '€').toString()
    const answer = await deliver({ body })

    expect(body.length).toBeLessThan(MAX_BODY_BYTES / 2)
    expectRefusal(answer, world, { statusCode: 413, reason: 'size' })
  })
})

describe('415: content type', () => {
  it.each(contentTypes)('of $contentType is taken: $isJson', async ({ contentType, isJson }) => {
    const answer = await deliver({ body: markedText(), headers: { 'content-type': contentType ?? undefined } })

    if (isJson) expect(answer.statusCode).toBe(202)
    else expectRefusal(answer, world, { statusCode: 415, reason: 'content-type', marker })
  })

  it.each(['gzip', 'br', 'deflate', 'identity', 'zstd, gzip'])('refuses the encoding %j', async (encoding) => {
    const answer = await deliver({ body: markedText(), headers: { 'content-encoding': encoding } })

    expectRefusal(answer, world, { statusCode: 415, reason: 'content-type', marker })
  })

  it('takes an empty encoding for none', async () => {
    expect((await deliver({ body: markedText(), headers: { 'content-encoding': '' } })).statusCode).toBe(202)
  })
})

describe('422: no V1WorkflowRun', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a status of its own', { status: marker }, 'status'],
    ['a status in lower case', { status: 'failed' }, 'status'],
    ['no status', { status: undefined }, 'status'],
    ['a tenant that is no UUID', { tenantId: marker }, 'tenantId'],
    ['a tenant that is a number', { tenantId: 7 }, 'tenantId'],
    ['a workflow that is no UUID', { workflowId: `${marker}-c351-4a2d-ad51-bb044f372cf6` }, 'workflowId'],
    ['metadata that is a text', { metadata: marker }, 'metadata'],
    ['metadata that is a list', { metadata: [marker] }, 'metadata'],
    ['no name', { displayName: undefined }, 'displayName'],
    ['a name that is an object', { displayName: { marker } }, 'displayName'],
    ['an input that is a list', { input: [marker] }, 'input'],
    ['an output that is null', { output: null }, 'output'],
    ['a date without an offset', { finishedAt: '2026-11-22T11:42:53' }, 'finishedAt'],
    ['a date that does not exist', { startedAt: '2026-02-30T11:42:53Z' }, 'startedAt'],
    ['a date that is a text', { createdAt: marker }, 'createdAt'],
    ['a fraction of a duration', { duration: 1.5 }, 'duration'],
    ['an error that is an object', { errorMessage: { marker } }, 'errorMessage'],
    ['metadata of its own that is a text', { additionalMetadata: marker }, 'additionalMetadata'],
  ])('for a run with %s, which is named, but not repeated', async (_, overrides, path) => {
    const answer = await deliver({ body: markedText(overrides) })

    expectRefusal(answer, world, { statusCode: 422, reason: 'schema', marker })
    expect(JSON.parse(answer.body).errors).toEqual([{ path, expected: expect.any(String) }])
    expect(world.stdout().lines()).toMatchObject([{ paths: path, bodySha256: expect.stringMatching(/^[\da-f]{64}$/) }])
  })

  it('names members of the details form by their whole path', async () => {
    const answer = await deliver({
      body: JSON.stringify({ run: markedRun(marker, { status: marker }), tasks: marker }),
    })

    expectRefusal(answer, world, { statusCode: 422, reason: 'schema', marker })
    expect(JSON.parse(answer.body).errors).toMatchObject([{ path: 'run.status' }])
  })

  it.each(['null', 'true', '7', '"text"', '[]', '{}', '{"run":null}', '{"run":[]}', '{"run":{"run":{}}}'])(
    'for the body %s',
    async (body) => {
      const answer = await deliver({ body })

      expectRefusal(answer, world, { statusCode: 422, reason: 'schema' })
    },
  )

  it('lists at most twenty problems', async () => {
    const names = Object.keys(buildRun()).concat('parentTaskExternalId')
    const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, [marker]])))
    const answer = await deliver({ body })

    expectRefusal(answer, world, { statusCode: 422, reason: 'schema', marker })
    expect(JSON.parse(answer.body).errors.length).toBeGreaterThan(10)
    expect(JSON.parse(answer.body).errors.length).toBeLessThanOrEqual(20)
  })
})
