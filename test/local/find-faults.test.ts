import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import type { Answered } from '../../local/demo/deliver.ts'
import type { Delivery } from '../../local/demo/delivery.ts'
import { findFaults } from '../../local/demo/find-faults.ts'
import type { MetricValue } from '../../local/emf/read-metrics.ts'

const answered = (status: number, expected: Delivery['expected'], body = {}): Answered => ({
  delivery: { title: 'a request', body: Buffer.alloc(0), expected },
  status,
  body,
})
const forwarded = answered(202, { status: 202, metric: 'RunsForwarded', dimension: 'FAILED' }, { id: 'i', runId: 'r' })
const refused = answered(401, { status: 401, metric: 'Rejected', dimension: 'signature' })
const summary = { id: 'i', runId: 'r', status: 'FAILED', source: 'webhook' } as RunSummary
const counted = (name: string, dimensions: Record<string, string>, value = 1): MetricValue => ({
  name,
  unit: 'Count',
  value,
  dimensions: { service: 's', stage: 'local', ...dimensions },
})
const found = { id: 'f', runId: 'u', status: 'CANCELLED', source: 'reconcile' } as RunSummary
const polled = { ticks: 3, checked: 2, unsent: [{ status: 'CANCELLED', runId: 'u' }] }
const metrics = [
  counted('RunsForwarded', { status: 'FAILED' }),
  counted('RunsForwarded', { status: 'CANCELLED' }),
  counted('Rejected', { reason: 'signature' }),
  counted('ReconcileTicks', {}, 3),
  counted('RunsChecked', {}, 2),
  counted('FoundByReconcile', {}),
]

describe('the verdict of the demo', () => {
  it('finds no fault where every request was answered, told and counted', () => {
    expect(findFaults({ answers: [forwarded, refused], polled, summaries: [summary, found], metrics })).toEqual([])
  })

  it.each([
    ['an answer', [{ ...forwarded, status: 503 }, refused], [found], metrics],
    ['a message that did not arrive', [forwarded, refused], [found], metrics],
    ['a message with another status', [forwarded, refused], [{ ...summary, status: 'COMPLETED' }, found], metrics],
    ['a message nobody sent', [forwarded, refused], [summary, found, { ...summary, id: 'other' }], metrics],
    ['an unsent run that was not found', [forwarded, refused], [summary], metrics],
    ['an unsent run that was found twice', [forwarded, refused], [summary, found, found], metrics],
    ['a sent run that was found again', [forwarded, refused], [summary, found, { ...found, runId: 'r' }], metrics],
    ['a metric that is missing', [forwarded, refused], [summary, found], metrics.slice(1)],
    ['a metric that counts twice', [forwarded, refused], [summary, found], [...metrics, ...metrics]],
    [
      'a metric nobody expects',
      [forwarded, refused],
      [summary, found],
      [...metrics, counted('Rejected', { reason: 'json' })],
    ],
  ] as [string, Answered[], RunSummary[], MetricValue[]][])(
    'finds %s that is wrong',
    (_what, answers, summaries, values) => {
      expect(findFaults({ answers, polled, summaries, metrics: values })).not.toEqual([])
    },
  )
})
