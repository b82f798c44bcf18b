import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { summarizeRun } from '../../lib/run/summarize-run.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { reportOf } from '../support/report-of.ts'
import { summaryOf } from '../support/summary-of.ts'

const RUN_ID = '5c6d273c-5c46-4288-953d-134855c00f3e'

describe('summarizeRun', () => {
  it('tells all there is to tell of a run', () => {
    const body = {
      run: buildRun({
        status: 'FAILED',
        errorMessage: '{"message":"card declined","stack":"CardError: card declined"}',
        additionalMetadata: { team: 'payments', hatchet__parent_workflow_run_id: 'parent-run' },
      }),
      workflowConfig: { Name: 'checkout' },
      tasks: [
        buildTask(),
        buildTask({ displayName: 'refund-1795347772701', status: 'FAILED', retryCount: 2, metadata: { id: 'refund' } }),
      ],
    }
    const summary = summaryOf(body, { metadataKeys: ['team'], dashboardUrl: 'https://hatchet.example/ui' })
    expect(summary).toEqual({
      version: 1,
      id: expect.stringMatching(/^[\da-f]{64}$/),
      runId: RUN_ID,
      tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52',
      workflowId: '295edaa9-b928-4f65-9c69-5b82b49b659c',
      workflowVersionId: '23891aae-c351-4a2d-ad51-bb044f372cf6',
      workflowName: 'checkout',
      displayName: 'charge-card-1795347772670',
      status: 'FAILED',
      createdAt: '2026-11-22T11:42:52.794Z',
      startedAt: '2026-11-22T11:42:52.804Z',
      finishedAt: '2026-11-22T11:42:53.054Z',
      durationMs: 40,
      queueMs: 10,
      error: { type: 'CardError', message: 'card declined', truncated: false },
      failedTasks: ['refund'],
      attempt: 3,
      parentRunId: 'parent-run',
      url: `https://hatchet.example/ui/tenants/707d0855-80ab-4e1f-a156-f1c4546cbf52/runs/${RUN_ID}`,
      metadata: { team: 'payments' },
      source: 'webhook',
      receivedAt: '2026-11-22T12:00:00.000Z',
    })
  })

  it('says null for what a run does not tell, and leaves no member out', () => {
    const { metadata, status, tenantId, displayName, workflowId, input, output } = buildRun()
    const summary = summaryOf({ metadata, status, tenantId, displayName, workflowId, input, output })
    expect(summary).toMatchObject({
      ...{ workflowVersionId: null, startedAt: null, finishedAt: null, durationMs: null, queueMs: null },
      ...{ error: null, failedTasks: [], attempt: null, parentRunId: null, metadata: {} },
    })
    expect(Object.keys(summary).sort()).toEqual(Object.keys(RunSummarySchema.entries).sort())
    expect(v.is(RunSummarySchema, summary)).toBe(true)
  })

  it('says how and when the outcome was found', () => {
    const report = reportOf(buildRun())
    if (!isTerminal(report)) throw new Error('not ended')
    const finding = { source: 'reconcile', receivedAt: Date.UTC(2027, 0, 1, 0, 0, 0, 7), ordinal: 0 } as const
    expect(summarizeRun(report, finding, { dashboardUrl: 'https://h', metadataKeys: [] })).toMatchObject({
      source: 'reconcile',
      receivedAt: '2027-01-01T00:00:00.007Z',
    })
  })

  it('holds nothing of input and output', () => {
    const secret = { card: '4111-SECRET', nested: [{ a: '4111-SECRET' }] }
    const body = {
      run: buildRun({ input: secret, output: secret }),
      tasks: [buildTask({ input: secret, output: secret })],
    }
    expect(JSON.stringify(summaryOf(body, { metadataKeys: ['card'] }))).not.toContain('4111-SECRET')
  })

  it.each([['missing'], ['null'], ['empty'], ['in year 1']])(
    'takes the creation time of its metadata where createdAt is %s, and knows no queue time then',
    (kind) => {
      const value = { missing: undefined, null: null, empty: '', 'in year 1': '0001-01-01T00:00:00Z' }[kind]
      const summary = summaryOf(buildRun({ createdAt: value }))
      expect(summary).toMatchObject({ createdAt: '2026-11-22T11:42:52.660Z', queueMs: null })
    },
  )

  it.each([
    ['after it was created', '2026-11-22T11:42:53.794999Z', 1_000],
    ['a little before', '2026-11-22T11:42:52.700Z', 0],
    ['5 s before', '2026-11-22T11:42:47.794Z', 0],
    ['more than 5 s before', '2026-11-22T11:42:47.793Z', null],
    ['never', '', null],
  ])('tells the queue time of a run that started %s', (_, startedAt, queueMs) => {
    expect(summaryOf(buildRun({ startedAt })).queueMs).toBe(queueMs)
  })

  it.each([
    ['a UUID', '9cf35aa1-7c11-4a65-b9f5-e74831e3747b', '9cf35aa1-7c11-4a65-b9f5-e74831e3747b'],
    ['another text', 'run-4711', 'run-4711'],
    ['text with controls', ' run\u0000-\ufffe4711\n', 'run-4711'],
    ['a text of 36 characters', 'p'.repeat(36), 'p'.repeat(36)],
    ['a text of 37 characters', 'p'.repeat(37), null],
    ['an empty text', '', null],
    ['controls alone', '\u0000\n', null],
    ['a number', 4711, null],
    ['null', null, null],
    ['an object', { id: 'run-4711' }, null],
    ['a UUID in upper case', '9CF35AA1-7C11-4A65-B9F5-E74831E3747B', '9cf35aa1-7c11-4a65-b9f5-e74831e3747b'],
  ])('reads the parent from %s', (_, id, parentRunId) => {
    const additionalMetadata = { hatchet__parent_workflow_run_id: id, hatchet__parent_step_run_id: 'step' }
    expect(summaryOf(buildRun({ additionalMetadata })).parentRunId).toBe(parentRunId)
  })

  it('percent-encodes what a run puts into its link', () => {
    const body = buildRun({ metadata: { ...(buildRun()['metadata'] as object), id: '../a?b#c d&é😀"<' } })
    expect(summaryOf(body).url).toBe(
      'https://cloud.hatchet.run/tenants/707d0855-80ab-4e1f-a156-f1c4546cbf52/runs/..%2Fa%3Fb%23c%20d%26%C3%A9%F0%9F%98%80%22%3C',
    )
  })

  it.each([
    ['cleans', 'a\u0000b\nc\u0085\ud83d\uffff d', 'ab c d'],
    ['keeps 256 characters of', 'x'.repeat(257), 'x'.repeat(256)],
    ['cuts between characters of', `${'x'.repeat(255)}😀`, 'x'.repeat(255)],
    ['keeps at most 512 bytes of', '日'.repeat(256), '日'.repeat(170)],
    ['takes an empty', '', ''],
  ])('%s a display name', (_, displayName, expected) => {
    expect(summaryOf(buildRun({ displayName })).displayName).toBe(expected)
  })
})
