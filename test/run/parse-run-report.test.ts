import { describe, expect, it } from 'vitest'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { problemsOf } from '../support/problems-of.ts'
import { reportOf } from '../support/report-of.ts'

const allWrong = {
  ...{ metadata: { id: 1, createdAt: 1, updatedAt: 1 }, status: 1, tenantId: 1, displayName: 1, workflowId: 1 },
  ...{ input: 1, output: 1, startedAt: 1, finishedAt: 1, createdAt: 1, duration: '1', additionalMetadata: 1 },
  ...{ errorMessage: 1, workflowVersionId: 1, parentTaskExternalId: 1 },
}

describe('parseRunReport', () => {
  it('reads a bare run, which knows neither its workflow nor its tasks', () => {
    const { run, ...around } = reportOf(buildRun())
    expect(run.metadata.id).toBe('5c6d273c-5c46-4288-953d-134855c00f3e')
    expect(around).toEqual({ workflowName: null, tasks: null, taskEvents: undefined })
  })

  it('reads the same run in the details form, with the name, tasks and events around it', () => {
    const taskEvents = [{ eventType: 'FINISHED' }]
    const body = { run: buildRun(), shape: [], workflowConfig: { Name: 'charge' }, tasks: [buildTask()], taskEvents }
    const report = reportOf(body)
    expect(report.run).toEqual(reportOf(buildRun()).run)
    expect(report).toMatchObject({
      workflowName: 'charge',
      taskEvents,
      tasks: [{ displayName: 'charge-1795347772700' }],
    })
  })

  it('does not take members of a bare run for those around a run', () => {
    const report = reportOf(buildRun({ workflowConfig: { Name: 'charge' }, tasks: [buildTask()], taskEvents: [] }))
    expect(report).toEqual(reportOf(buildRun()))
  })

  it.each([[null], [7], ['run'], [true], [[]]])('ignores an unknown member run: %j of a bare run', (run) => {
    expect(reportOf(buildRun({ run }))).toEqual(reportOf(buildRun()))
  })

  it.each([[null], [7], ['text'], [true], [[]], [[buildRun()]], [undefined]])('refuses %j as a body', (body) => {
    expect(problemsOf(body)).toEqual([{ path: '', expected: 'object' }])
  })

  it.each([[null], [7], ['text'], [true], [[]], [[buildRun()]]])('refuses %j as the run of a body', (run) => {
    expect(problemsOf({ run })).toEqual([{ path: 'run', expected: 'object' }])
  })

  it('refuses an empty object with the path of each required member at the top', () => {
    expect(problemsOf({}).map(({ path }) => path)).toEqual([
      ...['metadata', 'status', 'tenantId', 'displayName', 'workflowId', 'input', 'output'],
    ])
  })

  it('tells every problem of a body at once, at most 20, and none of members that it does not know', () => {
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`unknown${index}`, index]))
    const paths = problemsOf({ run: { ...allWrong, ...unknown } }).map(({ path }) => path)
    const members = Object.keys(allWrong).filter((key) => key !== 'metadata')
    const metadata = ['id', 'createdAt', 'updatedAt'].map((key) => `metadata.${key}`)
    expect(paths.sort()).toEqual([...metadata, ...members].map((path) => `run.${path}`).sort())
    expect(paths.length).toBeLessThanOrEqual(20)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [{ Name: 'charge' }]],
    ['a text', 'charge'],
    ['no name', {}],
    ['an empty name', { Name: '' }],
    ['a number as name', { Name: 7 }],
    ['a list as name', { Name: ['charge'] }],
    ['a name in lower case', { name: 'charge' }],
  ])('knows no workflow name where workflowConfig is or has %s', (_, workflowConfig) => {
    expect(reportOf({ run: buildRun(), workflowConfig }).workflowName).toBeNull()
  })

  it('keeps input and output out of its hands: both stay the very objects of the body', () => {
    const body = buildRun({ input: { a: 1 }, output: { b: 2 } })
    const parsed = parseRunReport(body)
    expect(parsed.ok && parsed.report.run.input === body['input'] && parsed.report.run.output === body['output']).toBe(
      true,
    )
  })
})
