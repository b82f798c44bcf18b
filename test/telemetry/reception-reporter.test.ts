import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReceptionReporter, type ReporterOptions } from '../../lib/telemetry/reception-reporter.ts'
import type { Reception } from '../../lib/webhook/reception.ts'
import { REFUSALS, type RefusalReason } from '../../lib/webhook/refusals.ts'
import { buildRun } from '../support/build-run.ts'
import { emfProblems } from '../support/emf-problems.ts'
import { hostileText } from '../support/hostile-text.ts'
import { longestMetricWorkflow } from '../support/longest-metric-workflow.ts'
import { summaryOf } from '../support/summary-of.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const DELIVERY = { webhookId: 'msg_1', signedWith: 'current' } as const
const REASONS = Object.keys(REFUSALS) as RefusalReason[]

const forwarded = (overrides: Record<string, unknown> = {}): Reception => ({
  outcome: 'forwarded',
  summary: summaryOf(buildRun(overrides)),
  ledgerFault: null,
  ...DELIVERY,
})
const refused = (reason: RefusalReason, facts: object = {}): Reception => ({
  outcome: 'refused',
  reason,
  ...DELIVERY,
  ...facts,
})

/** A reporter, and the lines it wrote. */
const world = (options: Partial<ReporterOptions> = {}) => {
  const lines: string[] = []
  const clock = { now: NOW }
  const report = createReceptionReporter({
    stage: 'test',
    metricWorkflows: [],
    now: () => clock.now,
    write: (line) => lines.push(line),
    ...options,
  })
  return { report, lines, clock, documents: () => lines.map((line) => JSON.parse(line)) }
}

const reported = (reception: Reception, options: Partial<ReporterOptions> = {}) => {
  const { report, documents } = world(options)
  report(reception, 'request-1')
  return documents()[0]
}

const dimensionsOf = (document: { _aws: { CloudWatchMetrics: { Dimensions: string[][] }[] } }) =>
  document._aws.CloudWatchMetrics.flatMap(({ Dimensions }) => Dimensions)

describe('createReceptionReporter', () => {
  it('tells a forwarded run by its status, its times and what it is known by', () => {
    const { _aws, ...members } = reported(forwarded({ status: 'FAILED' }))

    expect(members).toEqual({
      timestamp: '2026-11-22T12:00:00.000Z',
      level: 'INFO',
      message: 'run forwarded',
      service: 'hatchet-run-relay',
      stage: 'test',
      status: 'FAILED',
      workflow: 'charge-card',
      runId: '5c6d273c-5c46-4288-953d-134855c00f3e',
      tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52',
      workflowId: '295edaa9-b928-4f65-9c69-5b82b49b659c',
      source: 'webhook',
      requestId: 'request-1',
      webhookId: 'msg_1',
      signedWith: 'current',
      RunsForwarded: 1,
      RunDuration: 250,
      RunQueueTime: 10,
    })
    expect(_aws.Timestamp).toBe(NOW)
  })

  it('tells an ignored run by its status', () => {
    const document = reported({ outcome: 'ignored', runId: 'run-1', status: 'RUNNING', ...DELIVERY })

    expect(document).toMatchObject({ level: 'INFO', status: 'RUNNING', runId: 'run-1', Ignored: 1 })
    expect(dimensionsOf(document)).toEqual([['service', 'stage']])
  })

  it('tells a run that was forwarded before by its status and its id, and counts it as a duplicate alone', () => {
    const { _aws, ...members } = reported({
      outcome: 'duplicate',
      id: 'a'.repeat(64),
      runId: 'run-1',
      status: 'FAILED',
      ...DELIVERY,
    })

    expect(members).toEqual({
      timestamp: '2026-11-22T12:00:00.000Z',
      level: 'INFO',
      message: 'run not forwarded: it was before',
      service: 'hatchet-run-relay',
      stage: 'test',
      status: 'FAILED',
      runId: 'run-1',
      requestId: 'request-1',
      webhookId: 'msg_1',
      signedWith: 'current',
      Duplicates: 1,
    })
    expect(dimensionsOf({ _aws })).toEqual([['service', 'stage']])
  })

  it('tells a run that was forwarded without the ledger as any other, and warns on a line of its own', () => {
    const { report, documents } = world()
    report({ ...forwarded(), ledgerFault: 'the ledger cannot be read: X' } as Reception, 'request-1')
    const [told, { _aws, ...members }] = documents()

    expect(documents()).toHaveLength(2)
    expect(told).toEqual(reported(forwarded()))
    expect(members).toEqual({
      timestamp: '2026-11-22T12:00:00.000Z',
      level: 'WARN',
      message: 'run forwarded without the ledger: it may be told again',
      service: 'hatchet-run-relay',
      stage: 'test',
      detail: 'the ledger cannot be read: X',
      runId: '5c6d273c-5c46-4288-953d-134855c00f3e',
      requestId: 'request-1',
      webhookId: 'msg_1',
      signedWith: 'current',
      LedgerErrors: 1,
    })
    expect(dimensionsOf({ _aws })).toEqual([['service', 'stage']])
  })

  it.each(REASONS)('counts a refusal for %s under its reason', (reason) => {
    const document = reported(refused(reason, { detail: 'why' }))

    expect(document).toMatchObject({ reason, detail: 'why', Rejected: 1 })
    expect(dimensionsOf(document)).toEqual([['service', 'stage', 'reason']])
  })

  it.each(REASONS)('calls %s an error only where AWS is out of reach', (reason) => {
    expect(reported(refused(reason)).level).toBe(reason === 'secret' || reason === 'queue' ? 'ERROR' : 'WARN')
  })

  it('tells the paths and the hash of a body that is no run', () => {
    const problems = [
      { path: 'run.tenantId', expected: 'UUID' },
      { path: '', expected: 'object' },
    ]

    expect(reported(refused('schema', { problems, bodySha256: 'ab' }))).toMatchObject({
      paths: 'run.tenantId (body)',
      bodySha256: 'ab',
    })
  })

  it('leaves out what it does not know', () => {
    const document = reported(refused('path', { webhookId: null, signedWith: null }))

    for (const member of ['webhookId', 'signedWith', 'detail', 'paths', 'bodySha256']) {
      expect(document).not.toHaveProperty(member)
    }
  })

  it.each([
    ['no times', { startedAt: null, finishedAt: null, duration: null }],
    ['a saturated duration', { startedAt: null, finishedAt: null, duration: 9_223_372_036_854 }],
    ['a negative duration', { startedAt: null, finishedAt: null, duration: -9_223_372_036_854 }],
  ])('has no RunDuration for a run with %s', (_, times) => {
    const document = reported(forwarded(times))

    expect(document).toHaveProperty('RunsForwarded', 1)
    expect(document).not.toHaveProperty('RunDuration')
    expect(document).not.toHaveProperty('RunQueueTime')
    expect(JSON.stringify(document._aws)).not.toContain('RunDuration')
  })

  it('holds nothing of the run but what names it', () => {
    const marker = 'zq81zq'
    const run = buildRun({
      status: 'FAILED',
      input: { marker },
      output: { marker },
      errorMessage: marker,
      additionalMetadata: { team: marker, hatchet__parent_workflow_run_id: marker },
    })
    const summary = summaryOf(run, { metadataKeys: ['team'] })

    expect(JSON.stringify(summary).split(marker)).toHaveLength(4)
    expect(JSON.stringify(reported({ outcome: 'forwarded', summary, ledgerFault: null, ...DELIVERY }))).not.toContain(
      marker,
    )
  })

  describe('dimensions', () => {
    it('are service, stage and status for a run of any workflow', () => {
      expect(dimensionsOf(reported(forwarded()))).toEqual([['service', 'stage', 'status']])
    })

    it('are also workflow for one that has metrics of its own', () => {
      const document = reported(forwarded(), { metricWorkflows: ['other', 'charge-card'] })

      expect(dimensionsOf(document)).toEqual([
        ['service', 'stage', 'status'],
        ['service', 'stage', 'status', 'workflow'],
      ])
      expect(document.workflow).toBe('charge-card')
    })

    it.each(['charge', 'charge-card-2', 'CHARGE-CARD'])('are not workflow where only %s is listed', (listed) => {
      expect(dimensionsOf(reported(forwarded(), { metricWorkflows: [listed] }))).toEqual([
        ['service', 'stage', 'status'],
      ])
    })
  })

  describe('the line', () => {
    const text = fc.oneof(hostileText(600), fc.constant('€'.repeat(600)), fc.constant(longestMetricWorkflow()))
    const webhookId = fc.oneof(
      fc.constant(null),
      fc.stringMatching(/^[A-Za-z0-9_-]{1,256}$/),
      fc.constant('x'.repeat(256)),
    )
    const signedWith = fc.constantFrom('current', 'previous', null)
    const facts = fc.record({ webhookId, signedWith })
    const runId = fc.oneof(hostileText(35), fc.constant('€'.repeat(35))).map((id) => `${id}r`)
    const run = fc
      .record({
        displayName: text,
        status: fc.constantFrom('COMPLETED', 'FAILED', 'CANCELLED'),
        metadata: runId.map((id) => ({ id, createdAt: '2026-11-22T11:42:52Z', updatedAt: '2026-11-22T11:42:52Z' })),
        duration: fc.integer(),
        finishedAt: fc.constantFrom('9999-12-31T23:59:59.999Z', '2026-11-22T11:42:53.054936Z', null),
        errorMessage: text,
      })
      .map(forwarded)
    const withoutLedger = fc
      .tuple(run, fc.oneof(fc.stringMatching(/^[ -~]{0,400}$/), fc.constant('\\'.repeat(400))))
      .map(([told, ledgerFault]) => ({ ...told, ledgerFault }) as Reception)
    const duplicate = fc
      .tuple(runId, fc.constantFrom('COMPLETED', 'FAILED', 'CANCELLED'))
      .map(([id, status]) => ({ outcome: 'duplicate', id: 'f'.repeat(64), runId: id, status }) as const)
    const ignored = runId.map((id) => ({ outcome: 'ignored', runId: id, status: 'RUNNING' }) as const)
    const path = fc.constantFrom('run.metadata.createdAt', 'run.parentTaskExternalId', 'run.additionalMetadata')
    const problems = fc.array(
      path.map((at) => ({ path: at, expected: 'text' })),
      { maxLength: 20 },
    )
    const refusal = fc
      .record({
        reason: fc.constantFrom(...REASONS),
        detail: fc.oneof(fc.stringMatching(/^[ -~]{0,400}$/), fc.constant('\\'.repeat(400))),
        problems,
        bodySha256: fc.constant('f'.repeat(64)),
        runId,
      })
      .map((why) => ({ outcome: 'refused', ...why }) as const)
    const reception = fc
      .tuple(fc.oneof(run, withoutLedger, duplicate, ignored, refusal), facts)
      .map(([what, delivery]) => ({ ...what, ...delivery }) as Reception)

    it('is JSON of at most 1,024 bytes that CloudWatch takes, whatever the request, and is alone unless the ledger failed', () => {
      const options = { stage: 's'.repeat(32), metricWorkflows: [longestMetricWorkflow()] }
      fc.assert(
        fc.property(reception, (received) => {
          const { report, lines } = world(options)
          report(received, '0b1f3c1e-7f0a-4a51-9f0e-5a2f1d3c4b5a')

          const hasFault = received.outcome === 'forwarded' && received.ledgerFault !== null
          expect(lines).toHaveLength(hasFault ? 2 : 1)
          for (const line of lines) {
            expect(line).not.toMatch(/[\r\n]/)
            expect(Buffer.byteLength(line)).toBeLessThanOrEqual(1_024)
            expect(emfProblems(line, NOW)).toEqual([])
          }
        }),
        { numRuns: 1_000 },
      )
    })

    it('has dimensions of the closed set only, whatever the request', () => {
      const known = new Set(['service', 'stage', 'status', 'reason', 'workflow'])
      fc.assert(
        fc.property(reception, (received) => {
          const document = reported(received, { metricWorkflows: ['charge-card'] })

          expect(
            dimensionsOf(document)
              .flat()
              .filter((name) => !known.has(name)),
          ).toEqual([])
          expect(dimensionsOf(document).flat().includes('workflow')).toBe(document.workflow === 'charge-card')
        }),
      )
    })
  })

  describe('in a flood', () => {
    const stranger = (reason: RefusalReason) => refused(reason, { webhookId: null, signedWith: null })

    it('writes few lines about strangers, and counts them all', () => {
      const { report, documents, clock } = world()
      for (let index = 0; index < 10_000; index++) {
        clock.now = NOW + index
        report(stranger('signature'), 'request-1')
      }
      const toldDuring = documents().reduce((sum, { Rejected }) => sum + Rejected, 0)

      expect(documents().length).toBeGreaterThan(20)
      expect(documents().length).toBeLessThanOrEqual(20 + 10)
      expect(toldDuring).toBeLessThan(10_000)
      clock.now += 60_000
      report(stranger('signature'), 'request-1')
      expect(documents().reduce((sum, { Rejected }) => sum + Rejected, 0)).toBe(10_001)
    })

    it('never holds back what became of a signed delivery', () => {
      const { report, documents } = world()
      for (let index = 0; index < 1_000; index++) report(stranger('signature'), 'request-1')
      const before = documents().length
      for (let index = 0; index < 100; index++) {
        report(refused('schema'), 'request-1')
        report(refused('tenant'), 'request-1')
        report(refused('queue'), 'request-1')
        report(forwarded(), 'request-1')
      }

      expect(documents().length - before).toBe(400)
      expect(
        documents()
          .slice(before)
          .every(({ Rejected = 1 }) => Rejected === 1),
      ).toBe(true)
    })
  })
})
