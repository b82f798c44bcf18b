import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../scripts/runtime-client/evidence.ts'
import { findClientFaults } from '../../scripts/runtime-client/find-client-faults.ts'
import { recordedRun } from '../support/recorded-run.ts'
import { summaryOf } from '../support/summary-of.ts'

const metricLine = (name: string): string =>
  JSON.stringify({
    [name]: 1,
    stage: 'local',
    _aws: {
      Timestamp: 1_795_348_800_000,
      CloudWatchMetrics: [{ Namespace: 'Test', Dimensions: [['stage']], Metrics: [{ Name: name, Unit: 'Count' }] }],
    },
  })
const wrapped = (message: string): string => JSON.stringify({ level: 'INFO', message })
const answer = (statusCode: number): Evidence['invocation'] => ({ ok: true, payload: JSON.stringify({ statusCode }) })
const failure: Evidence['invocation'] = { ok: false, errorType: 'Runtime.ExitError', errorMessage: 'it ended' }

const line = metricLine('RunsForwarded')
const summary = summaryOf(recordedRun('fail-error.final'))
const good: Evidence = {
  invocation: answer(202),
  durationMs: 95,
  summaries: [summary],
  lines: ['{"level":"INFO"}', line],
  consoleLines: [wrapped(line)],
}

describe("the verdict on the package under Lambda's own client", () => {
  it('finds no fault where the run was answered, sent and counted', () => {
    expect(findClientFaults(good)).toEqual([])
  })

  it.each<[string, Partial<Evidence>, string]>([
    ['a function that failed', { invocation: failure }, 'the function failed with Runtime.ExitError: it ended'],
    ['another answer', { invocation: answer(503) }, 'the run was answered with 503, not 202'],
    ['an answer that is none', { invocation: { ok: true, payload: 'null' } }, 'answered with undefined, not 202'],
    ['a message that did not arrive', { summaries: [] }, '0 messages arrived on run-summaries, not 1'],
    ['a message that arrived twice', { summaries: [summary, summary] }, '2 messages arrived on run-summaries, not 1'],
    ['a metric that was wrapped', { lines: [wrapped(line)] }, 'holds the metric RunsForwarded'],
    ['a metric that is another', { lines: [metricLine('Ignored')] }, 'holds the metric RunsForwarded'],
    ['a client that wraps nothing', { consoleLines: [line] }, 'this check could not fail'],
    ['a client that prints nothing', { consoleLines: [] }, 'this check could not fail'],
  ])('finds %s', (_what, overrides, fault) => {
    expect(findClientFaults({ ...good, ...overrides })).toEqual([expect.stringContaining(fault)])
  })
})
