import { describe, expect, it } from 'vitest'
import { MAX_RUN_DETAILS_BYTES, MAX_RUN_LIST_BYTES } from '../../lib/limits.ts'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import type { RunReport } from '../../lib/run/run-report.ts'
import { summarizeError } from '../../lib/run/summarize-error.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { recordedRun, recordedRuns } from '../support/recorded-run.ts'
import { reportOf } from '../support/report-of.ts'
import { withMember } from '../support/with-member.ts'
import { answer, faultOf, recordedList, rowOf, SIGNAL, startHatchet, TENANT_ID } from './hatchet-world.ts'

const OK = recordedRun('ok.final')
const TIMEOUT = recordedRun('exec-timeout.final')
const TIMED_OUT = {
  eventType: 'TIMED_OUT',
  message: 'Task exceeded timeout of 2s',
  taskId: TIMEOUT.run.metadata.id,
  retryCount: 0,
}

const errorOf = (report: RunReport | null) => (report !== null && isTerminal(report) ? summarizeError(report) : null)

describe('read', () => {
  it.each(recordedRuns)('reads the recorded run %s as a webhook would', async (name) => {
    const body = recordedRun(name)
    const { runs, urls } = await startHatchet([answer(body), answer({ rows: [] })])

    expect(await runs.read(rowOf(body), SIGNAL)).toEqual(reportOf(body))
    expect(urls()[0]).toBe(`/hatchet/api/v1/stable/workflow-runs/${body.run.metadata.id}`)
  })

  it('knows no run where Hatchet has it no longer', async () => {
    const { runs, requests } = await startHatchet([answer({ message: 'not found' }, 404)])

    expect(await runs.read(rowOf(OK), SIGNAL)).toBeNull()
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['null', null, 'an answer that is no run'],
    ['a list', [OK], 'an answer that is no run'],
    ['a run without status', withMember(OK, ['run', 'status'], undefined), 'an answer that is no run'],
    ['another run', recordedRun('py-ok.final'), 'an answer of another run or tenant'],
    [
      'a run of another tenant',
      withMember(OK, ['run', 'tenantId'], '00000000-0000-4000-8000-000000000000'),
      'an answer of another run or tenant',
    ],
  ])('refuses %s', async (_, body, words) => {
    const { runs, requests } = await startHatchet([answer(body)])

    expect(await faultOf(runs.read(rowOf(OK), SIGNAL))).toMatchObject({
      reason: 'answer',
      message: `reading a run: ${words}`,
    })
    expect(requests).toHaveLength(1)
  })

  it('escapes an id that is no UUID', async () => {
    const body = { run: buildRun({ metadata: { ...OK.run.metadata, id: 'a/b?c d' } }) }
    const { runs, urls } = await startHatchet([answer(body)])

    expect((await runs.read(rowOf(body), SIGNAL))?.run.metadata.id).toBe('a/b?c d')
    expect(urls()).toEqual(['/hatchet/api/v1/stable/workflow-runs/a%2Fb%3Fc%20d'])
  })
})

describe('a failure of one task without a text', () => {
  it('gets the words of its timeout from the events of the task', async () => {
    const { runs, urls } = await startHatchet([answer(TIMEOUT), answer({ rows: [TIMED_OUT] })])

    expect(errorOf(await runs.read(rowOf(TIMEOUT), SIGNAL))?.message).toBe('Task exceeded timeout of 2s')
    expect(urls()[1]).toBe(`/hatchet/api/v1/stable/tasks/${TIMEOUT.run.metadata.id}/task-events?limit=50&offset=0`)
  })

  it.each([
    ['{}', '{}'],
    ['blanks', ' \n '],
    ['an empty message', '{"message":"","stack":""}'],
  ])('is asked about too where its text is %s', async (_, errorMessage) => {
    const body = withMember(TIMEOUT, ['run', 'errorMessage'], errorMessage)
    const { runs, requests } = await startHatchet([answer(body), answer({ rows: [TIMED_OUT] })])

    expect(errorOf(await runs.read(rowOf(TIMEOUT), SIGNAL))?.message).toBe(TIMED_OUT.message)
    expect(requests).toHaveLength(2)
  })

  it.each([
    ['has a text', recordedRun('fail-error.final')],
    ['is a DAG', { run: buildRun({ status: 'FAILED' }), tasks: [buildTask({ status: 'FAILED' }), buildTask()] }],
    ['is a DAG of one task', { run: buildRun({ status: 'FAILED' }), tasks: [buildTask({ status: 'FAILED' })] }],
    ['has events of its own', { ...TIMEOUT, taskEvents: [{ ...TIMED_OUT, eventType: 'FAILED' }] }],
    ['has another task too', { ...TIMEOUT, tasks: [...TIMEOUT.tasks, buildTask()] }],
    ['has no tasks', { run: TIMEOUT.run }],
    ['completed', OK],
    ['was cancelled', recordedRun('cancel-running.final')],
    ['is running', recordedRun('ok.running')],
  ])('is asked about no more where the run %s', async (_, body) => {
    const { runs, requests } = await startHatchet([answer(body), answer({ rows: [TIMED_OUT] })])

    expect(await runs.read(rowOf(body), SIGNAL)).toEqual(reportOf(body))
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['404', answer({ message: 'not found' }, 404)],
    ['429', answer({}, 429)],
    ['500', answer({}, 500)],
    ['400', answer({}, 400)],
    ['no JSON', answer(Buffer.from('<html>'))],
    ['more than is read', answer({}, 200, { 'content-length': '1048577' })],
    ['no list', answer({ rows: null })],
    ['a list', answer([])],
  ])('stays without a text where its events are %s', async (_, events) => {
    const { runs } = await startHatchet([answer(TIMEOUT), events])
    const report = await runs.read(rowOf(TIMEOUT), SIGNAL)

    expect(report?.run.metadata.id).toBe(TIMEOUT.run.metadata.id)
    expect(errorOf(report)).toBeNull()
  })

  it('is not read where the token is refused', async () => {
    const { runs } = await startHatchet([answer(TIMEOUT), answer(null, 403)])

    expect(await faultOf(runs.read(rowOf(TIMEOUT), SIGNAL))).toMatchObject({
      reason: 'auth',
      message: 'reading task events: status 403',
    })
  })

  it('is not read where the caller gives up before its text is there', async () => {
    const caller = new AbortController()
    const { runs } = await startHatchet([answer(TIMEOUT), () => caller.abort()])

    expect((await faultOf(runs.read(rowOf(TIMEOUT), caller.signal))).reason).toBe('unavailable')
  })
})

describe('a run of more than is read', () => {
  const TOO_LARGE = answer({}, 200, { 'content-length': `${MAX_RUN_DETAILS_BYTES + 1}` })
  const CHILDREN = recordedList('list.children-of-parent')
  const [CHILD] = CHILDREN.rows
  const ROW = rowOf({ run: CHILD })

  it('is looked for in the list by its creation and status', async () => {
    const { runs, urls } = await startHatchet([TOO_LARGE, answer(CHILDREN)])
    await runs.read({ ...ROW, createdAt: '2026-11-22T06:18:41.249758+05:00' }, SIGNAL)

    expect(urls()[1]).toBe(
      `/hatchet/api/v1/stable/tenants/${TENANT_ID}/workflow-runs?since=2026-11-22T06%3A18%3A41.249758%2B05%3A00&until=2026-11-22T06%3A18%3A41.249758%2B05%3A00&only_tasks=false&limit=50&offset=0&statuses=FAILED`,
    )
  })

  it('is what its row says: with its text, without input, output and tasks', async () => {
    const { runs } = await startHatchet([TOO_LARGE, answer(CHILDREN)])
    const details = recordedRun('child-failed.final')
    const report = await runs.read(ROW, SIGNAL)

    expect(report).toMatchObject({ workflowName: 'fail-error', tasks: null, run: { input: {}, output: {} } })
    expect(report?.run).toMatchObject({
      ...{ status: 'FAILED', metadata: reportOf(details).run.metadata, tenantId: TENANT_ID },
      ...{ workflowId: details.run.workflowId, workflowVersionId: details.run.workflowVersionId },
      ...{ displayName: details.run.displayName, additionalMetadata: details.run.additionalMetadata },
      ...{ startedAt: Date.parse('2026-11-22T11:19:46.250Z'), finishedAt: Date.parse('2026-11-22T11:19:46.281Z') },
      ...{ createdAt: Date.parse('2026-11-22T11:19:46.207Z'), duration: 31 },
    })
    expect(errorOf(report)).toEqual(errorOf(reportOf(details)))
  })

  it('is a DAG as its row says', async () => {
    const row = recordedList('list-row.dag-partial-fail')
    const { runs } = await startHatchet([TOO_LARGE, answer({ ...CHILDREN, rows: [CHILD, row] })])
    const report = await runs.read(rowOf({ run: row }), SIGNAL)

    expect(report).toMatchObject({
      workflowName: 'dag-partial-fail',
      run: { createdAt: Date.parse('2026-11-22T11:22:38.932Z') },
    })
    expect(errorOf(report)?.message).toBe('charge failed')
  })

  it.each([
    ['has no rows', []],
    ['has other runs only', CHILDREN.rows.slice(1)],
    ['has it as a run of another tenant', [{ ...CHILD, tenantId: '00000000-0000-4000-8000-000000000000' }]],
  ])('is no longer there where the list %s', async (_, rows) => {
    const { runs } = await startHatchet([TOO_LARGE, answer({ ...CHILDREN, rows })])

    expect(await runs.read(ROW, SIGNAL)).toBeNull()
  })

  it('is refused where its row is no run', async () => {
    const { runs } = await startHatchet([TOO_LARGE, answer({ ...CHILDREN, rows: [{ ...CHILD, workflowId: 7 }] })])

    expect((await faultOf(runs.read(ROW, SIGNAL))).reason).toBe('answer')
  })

  it('is too large for good where the list is too', async () => {
    const { runs, requests } = await startHatchet([
      TOO_LARGE,
      answer({}, 200, { 'content-length': `${MAX_RUN_LIST_BYTES + 1}` }),
    ])

    expect(await faultOf(runs.read(ROW, SIGNAL))).toMatchObject({
      reason: 'too-large',
      message: `listing runs: an answer of more than ${MAX_RUN_LIST_BYTES} bytes`,
    })
    expect(requests).toHaveLength(2)
  })
})
