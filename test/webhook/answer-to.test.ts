import { describe, expect, it } from 'vitest'
import { answerTo } from '../../lib/webhook/answer-to.ts'
import type { Reception } from '../../lib/webhook/reception.ts'
import { REFUSALS, type RefusalReason } from '../../lib/webhook/refusals.ts'

const reasons = Object.keys(REFUSALS) as RefusalReason[]

const refused = (reason: RefusalReason, facts: object = {}): Reception => ({
  outcome: 'refused',
  reason,
  webhookId: 'msg_1',
  signedWith: null,
  ...facts,
})

describe('answerTo', () => {
  it('promises a forwarded run with 202, its id and its run', () => {
    const summary = { id: 'a'.repeat(64), runId: 'run-1' } as never
    const answer = answerTo({
      outcome: 'forwarded',
      summary,
      ledgerFault: null,
      webhookId: 'msg_1',
      signedWith: 'current',
    })

    expect(answer.statusCode).toBe(202)
    expect(answer.headers).toEqual({ 'content-type': 'application/json' })
    expect(JSON.parse(answer.body)).toEqual({ outcome: 'forwarded', id: 'a'.repeat(64), runId: 'run-1' })
  })

  it('promises a run that was forwarded though the ledger failed as any other, and says nothing of the ledger', () => {
    const summary = { id: 'a'.repeat(64), runId: 'run-1' } as never
    const delivered = { outcome: 'forwarded', summary, webhookId: 'msg_1', signedWith: 'current' } as const

    expect(answerTo({ ...delivered, ledgerFault: 'marker' })).toEqual(answerTo({ ...delivered, ledgerFault: null }))
  })

  it('answers a run that was forwarded before with 200, the id it was told under, and its run', () => {
    const answer = answerTo({
      outcome: 'duplicate',
      id: 'a'.repeat(64),
      runId: 'run-1',
      status: 'FAILED',
      webhookId: 'msg_1',
      signedWith: 'current',
    })

    expect(answer).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ outcome: 'duplicate', id: 'a'.repeat(64), runId: 'run-1' }),
    })
  })

  it.each(['QUEUED', 'RUNNING'] as const)('answers a %s run with 200 and what its sender must do', (status) => {
    const answer = answerTo({ outcome: 'ignored', runId: 'run-1', status, webhookId: 'msg_1', signedWith: 'current' })

    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toEqual({ 'content-type': 'application/json' })
    expect(JSON.parse(answer.body)).toEqual({
      outcome: 'ignored',
      runId: 'run-1',
      reason: expect.stringMatching(`^The run is ${status}: .*must set status to FAILED .* or COMPLETED`),
    })
  })

  it.each([
    ['event', 400],
    ['path', 404],
    ['method', 405],
    ['content-type', 415],
    ['size', 413],
    ['signature', 401],
    ['json', 400],
    ['schema', 422],
    ['tenant', 403],
    ['secret', 503],
    ['queue', 503],
  ] as const)('answers %s with %i', (reason, statusCode) => {
    const answer = answerTo(refused(reason))

    expect(answer.statusCode).toBe(statusCode)
    expect(JSON.parse(answer.body)).toMatchObject({ status: statusCode, title: expect.any(String) })
  })

  it.each(reasons)('answers %s as a problem, with allow for 405 and retry-after for 503 alone', (reason) => {
    const { statusCode, headers } = answerTo(refused(reason))

    expect(headers).toEqual({
      'content-type': 'application/problem+json',
      ...(statusCode === 405 && { allow: 'POST' }),
      ...(statusCode === 503 && { 'retry-after': '5' }),
    })
  })

  it.each(reasons)('never makes a sender give up or go elsewhere: %s is neither 410 nor 3xx', (reason) => {
    const { statusCode } = answerTo(refused(reason))

    expect(statusCode).not.toBe(410)
    expect(statusCode).toBeGreaterThanOrEqual(400)
  })

  it.each(reasons.filter((reason) => reason !== 'schema'))(
    'says the same to everyone who is refused for %s',
    (reason) => {
      const facts = { detail: 'marker', bodySha256: 'marker' }

      expect(answerTo(refused(reason, facts))).toEqual(answerTo(refused(reason)))
    },
  )

  it('lists what is missing in a body that is no run, and nothing else of it', () => {
    const problems = [{ path: 'run.tenantId', expected: 'UUID' }]
    const answer = answerTo(refused('schema', { problems, bodySha256: 'marker' }))

    expect(JSON.parse(answer.body).errors).toEqual(problems)
    expect(answer.body).not.toContain('marker')
  })
})
