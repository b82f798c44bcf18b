import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReconcileFault } from '../../lib/reconcile/tenant-tick.ts'
import { createBackfillReporter } from '../../lib/telemetry/backfill-reporter.ts'
import { METRICS } from '../../lib/telemetry/metrics.ts'
import { buildRun } from '../support/build-run.ts'
import { hostileText } from '../support/hostile-text.ts'
import { summaryOf } from '../support/summary-of.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const TURN = { checked: 0, told: 0, left: 0, unread: [], stopped: null, next: null } as const

const world = (stage = 'test') => {
  const lines: string[] = []
  const report = createBackfillReporter({ stage, now: () => NOW, write: (line) => lines.push(line) }, 'request-1')
  return { report, lines, documents: () => lines.map((line) => JSON.parse(line)) }
}

describe('createBackfillReporter', () => {
  it('tells each run by its ids, and each turn by its counts', () => {
    const { report, documents } = world()
    const summary = summaryOf(buildRun({ status: 'FAILED' }))
    report.told(summary)
    report.turn(TENANT, { ...TURN, checked: 7, told: 5, left: 1 })

    expect(documents()).toMatchObject([
      { message: 'run of the past forwarded', runId: summary.runId, status: 'FAILED', requestId: 'request-1' },
      { message: 'turn of a backfill done', tenantId: TENANT, checked: 7, told: 5, left: 1, requestId: 'request-1' },
    ])
  })

  it('tells what could not be read, and what stopped it', () => {
    const { report, documents } = world()
    const unread = [{ reason: 'answer', detail: 'no run', count: 3 }] as const
    report.turn(TENANT, { ...TURN, unread, stopped: { reason: 'auth', detail: 'status 403' } })

    expect(documents()).toMatchObject([
      { level: 'ERROR', message: 'runs of the past could not be read', reason: 'answer', detail: 'no run', count: 3 },
      { level: 'ERROR', message: 'backfill stopped', reason: 'auth', detail: 'status 403', tenantId: TENANT },
    ])
  })

  it('writes nothing of a window without runs', () => {
    const { report, lines } = world()
    report.turn(TENANT, TURN)

    expect(lines).toEqual([])
  })

  it('writes lines of at most 1,024 bytes, none of which has a metric, whatever happens', () => {
    const text = fc.oneof(hostileText(600), fc.constant('€'.repeat(600)))
    const reason = fc.constantFrom<ReconcileFault>('auth', 'unavailable', 'ledger')
    const fault = fc.record({ reason, detail: text, count: fc.nat() })
    fc.assert(
      fc.property(fault, text, fc.nat(), (one, displayName, count) => {
        const { report, lines, documents } = world('s'.repeat(32))
        report.told(summaryOf(buildRun({ displayName, status: 'FAILED', errorMessage: displayName })))
        report.turn(TENANT, { ...TURN, checked: count + 1, told: count, unread: [one], stopped: one })

        expect(lines).toHaveLength(4)
        expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(1_024)
        for (const { _aws, ...members } of documents()) {
          expect(_aws.CloudWatchMetrics).toEqual([])
          expect(Object.keys(members).filter((name) => name in METRICS)).toEqual([])
        }
      }),
    )
  })
})
