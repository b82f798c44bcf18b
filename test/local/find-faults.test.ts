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
const summary = { id: 'i', runId: 'r', status: 'FAILED' } as RunSummary
const counted = (name: string, dimensions: Record<string, string>, value = 1): MetricValue => ({
  name,
  unit: 'Count',
  value,
  dimensions: { service: 's', stage: 'local', ...dimensions },
})
const metrics = [counted('RunsForwarded', { status: 'FAILED' }), counted('Rejected', { reason: 'signature' })]

describe('the verdict of the demo', () => {
  it('finds no fault where every request was answered, told and counted', () => {
    expect(findFaults([forwarded, refused], [summary], metrics)).toEqual([])
  })

  it.each([
    ['an answer', [{ ...forwarded, status: 503 }, refused], [], metrics],
    ['a message that did not arrive', [forwarded, refused], [], metrics],
    ['a message with another status', [forwarded, refused], [{ ...summary, status: 'COMPLETED' }], metrics],
    ['a message nobody sent', [forwarded, refused], [summary, { ...summary, id: 'other' }], metrics],
    ['a metric that is missing', [forwarded, refused], [summary], metrics.slice(1)],
    ['a metric that counts twice', [forwarded, refused], [summary], [...metrics, ...metrics]],
    ['a metric nobody expects', [forwarded, refused], [summary], [...metrics, counted('Rejected', { reason: 'json' })]],
  ] as [string, Answered[], RunSummary[], MetricValue[]][])(
    'finds %s that is wrong',
    (_what, answers, summaries, found) => {
      expect(findFaults(answers, summaries, found)).not.toEqual([])
    },
  )
})
