import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReconcileFault } from '../../lib/reconcile/tenant-tick.ts'
import { createReconcileReporter } from '../../lib/telemetry/reconcile-reporter.ts'
import { buildRun } from '../support/build-run.ts'
import { emfProblems } from '../support/emf-problems.ts'
import { hostileText } from '../support/hostile-text.ts'
import { longestMetricWorkflow } from '../support/longest-metric-workflow.ts'
import { summaryOf } from '../support/summary-of.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const REQUEST = '0b1f3c1e-7f0a-4a51-9f0e-5a2f1d3c4b5a'
const REASONS = ['auth', 'throttled', 'unavailable', 'too-large', 'answer', 'ledger', 'queue', 'secret'] as const

const world = (metricWorkflows: readonly string[] = [], stage = 'test') => {
  const lines: string[] = []
  const options = { stage, metricWorkflows, now: () => NOW, write: (line: string) => lines.push(line) }
  return {
    report: createReconcileReporter(options, REQUEST),
    lines,
    documents: () => lines.map((line) => JSON.parse(line)),
  }
}

const HEAD = { timestamp: '2026-11-22T12:00:00.000Z', service: 'hatchet-run-relay', stage: 'test' }

const directives = (document: {
  _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] }
}) => document._aws.CloudWatchMetrics.map(({ Dimensions, Metrics }) => [Dimensions, Metrics.map(({ Name }) => Name)])

describe('createReconcileReporter', () => {
  it('tells a run that was found as one that came by webhook, but for its source', () => {
    const { report, documents } = world(['charge-card'])
    report.found(summaryOf(buildRun({ status: 'FAILED' })))

    expect(documents()).toMatchObject([
      { ...HEAD, message: 'run forwarded', status: 'FAILED', RunsForwarded: 1, requestId: REQUEST },
    ])
    expect(directives(documents()[0])).toEqual([
      [
        [
          ['service', 'stage', 'status'],
          ['service', 'stage', 'status', 'workflow'],
        ],
        ['RunsForwarded', 'RunDuration', 'RunQueueTime'],
      ],
    ])
  })

  it('tells what was checked and found of a tenant, zero too', () => {
    const { report, documents } = world()
    report.tenant({ tenantId: TENANT, checked: 0, found: 0, isWhole: true, faults: [] })
    const [{ _aws, ...members }] = documents()

    expect(documents()).toHaveLength(1)
    expect(members).toEqual({
      ...HEAD,
      ...{ level: 'INFO', message: 'runs checked', tenantId: TENANT, requestId: REQUEST },
      ...{ RunsChecked: 0, FoundByReconcile: 0 },
    })
    expect(directives(documents()[0])).toEqual([[[['service', 'stage']], ['RunsChecked', 'FoundByReconcile']]])
  })

  it('says that a tick goes on where a window was not read whole', () => {
    const { report, documents } = world()
    report.tenant({ tenantId: TENANT, checked: 250, found: 3, isWhole: false, faults: [] })

    expect(documents()).toMatchObject([
      { message: 'runs checked in part: the next tick goes on', RunsChecked: 250, FoundByReconcile: 3 },
    ])
  })

  it.each(REASONS)('counts the fault %s under its reason, as often as it was', (reason) => {
    const { report, documents } = world()
    report.tenant({
      tenantId: TENANT,
      checked: 1,
      found: 0,
      isWhole: false,
      faults: [{ reason, detail: 'why', count: 7 }],
    })
    const [fault] = documents()

    expect(documents()).toHaveLength(2)
    expect(fault).toMatchObject({
      level: 'ERROR',
      reason,
      detail: 'why',
      tenantId: TENANT,
      ReconcileErrors: 7,
      requestId: REQUEST,
    })
    expect(directives(fault)).toEqual([[[['service', 'stage', 'reason']], ['ReconcileErrors']]])
  })

  it('counts a fault of the whole tick, without a tenant', () => {
    const { report, documents } = world()
    report.fault('secret', 'the secret cannot be read')

    expect(documents()).toMatchObject([
      { level: 'ERROR', reason: 'secret', detail: 'the secret cannot be read', ReconcileErrors: 1 },
    ])
    expect(documents()[0]).not.toHaveProperty('tenantId')
  })

  it.each([
    ['done', 'tick done'],
    ['off', 'reconcile is off: no Hatchet tenant is configured'],
    ['failed', 'tick failed'],
  ] as const)('has a heartbeat for a tick that is %s', (outcome, message) => {
    const { report, documents } = world()
    report.ticked(outcome)

    expect(documents()).toMatchObject([{ ...HEAD, message, ReconcileTicks: 1 }])
    expect(directives(documents()[0])).toEqual([[[['service', 'stage']], ['ReconcileTicks']]])
  })

  it('writes lines of JSON of at most 1,024 bytes that CloudWatch takes, whatever happens', () => {
    const text = fc.oneof(
      hostileText(600),
      fc.constant('€'.repeat(600)),
      fc.constant('\\'.repeat(600)),
      fc.constant(longestMetricWorkflow()),
    )
    const count = fc.integer({ min: 0, max: 1_000_000 })
    const fault = fc.record({ reason: fc.constantFrom<ReconcileFault>(...REASONS), detail: text, count })
    const tick = fc.record({
      tenantId: fc.constant(TENANT),
      checked: count,
      found: count,
      isWhole: fc.boolean(),
      faults: fc.array(fault, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(tick, text, (ticked, displayName) => {
        const { report, lines } = world([longestMetricWorkflow()], 's'.repeat(32))
        report.tenant(ticked)
        report.fault('secret', displayName)
        report.found(summaryOf(buildRun({ displayName, status: 'FAILED', errorMessage: displayName })))

        expect(lines).toHaveLength(ticked.faults.length + 3)
        for (const line of lines) {
          expect(line).not.toMatch(/[\r\n]/)
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(1_024)
          expect(emfProblems(line, NOW)).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })
})
