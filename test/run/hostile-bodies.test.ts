import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { problemsOf } from '../support/problems-of.ts'
import { recordedRun, recordedRuns } from '../support/recorded-run.ts'
import { reportOf } from '../support/report-of.ts'
import { summaryOf } from '../support/summary-of.ts'
import { withMember } from '../support/with-member.ts'

const RECORDED = new Map(recordedRuns.map((name) => [name, recordedRun(name)]))

/** Paths of a value's members, down to `depth` levels. */
const pathsOf = (value: unknown, depth: number): (string | number)[][] => {
  if (depth === 0 || typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  return keys.flatMap((key) => [
    [key],
    ...pathsOf((value as Record<string | number, unknown>)[key], depth - 1).map((path) => [key, ...path]),
  ])
}

const ANYWHERE = new Map(recordedRuns.map((name) => [name, pathsOf(RECORDED.get(name), 4)]))
const BESIDE_RUN = new Map([...ANYWHERE].map(([name, paths]) => [name, paths.filter(([key]) => key !== 'run')]))

/** A recorded answer with up to three members, of those in `paths`, replaced by any JSON or taken out. */
const mutated = (paths: ReadonlyMap<string, (string | number)[][]>) =>
  fc.constantFrom(...recordedRuns).chain((name) => {
    const path = fc.constantFrom(...(paths.get(name) ?? []))
    const change = fc.tuple(path, fc.option(fc.jsonValue(), { nil: undefined }))
    return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => ({
      name,
      body: changes.reduce<unknown>((body, [at, value]) => withMember(body, at, value), RECORDED.get(name)),
    }))
  })

/** Parses and, where that gives an ended run, summarizes; the summary must be good. */
const receive = (body: unknown): void => {
  const parsed = parseRunReport(body)
  if (!parsed.ok) {
    expect(parsed.problems.length).toBeGreaterThan(0)
    expect(parsed.problems.length).toBeLessThanOrEqual(20)
  } else if (isTerminal(parsed.report)) {
    expect(v.safeParse(RunSummarySchema, summaryOf(body)).issues).toBeUndefined()
  }
}

describe('any body', () => {
  it('is read or refused, never thrown at, as arbitrary JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => receive(body)))
    fc.assert(fc.property(fc.jsonValue(), (run) => receive({ run })))
  })

  it('is read or refused, never thrown at, as a recorded answer with broken members', () => {
    fc.assert(
      fc.property(mutated(ANYWHERE), ({ body }) => receive(body)),
      { numRuns: 500 },
    )
  })

  it('is a good run whatever stands beside run', () => {
    fc.assert(
      fc.property(mutated(BESIDE_RUN), ({ name, body }) => {
        expect(reportOf(body).run).toEqual(reportOf(RECORDED.get(name)).run)
        receive(body)
      }),
      { numRuns: 500 },
    )
  })

  it('is a good run with siblings of any JSON', () => {
    const siblings = fc.record({ workflowConfig: fc.jsonValue(), tasks: fc.jsonValue(), taskEvents: fc.jsonValue() })
    fc.assert(
      fc.property(siblings, (beside) => {
        expect(problemsOf({ run: buildRun({ status: 'FAILED' }), ...beside })).toEqual([])
        receive({ run: buildRun({ status: 'FAILED' }), ...beside })
      }),
    )
  })

  it('is refused without a word of it', () => {
    const paths = pathsOf(buildRun(), 2)
    const secret = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
    const shape = fc.constantFrom<(text: string) => unknown>(
      (text) => text,
      (text) => [text],
      (text) => ({ [text]: text }),
    )
    fc.assert(
      fc.property(fc.subarray(paths), secret, shape, fc.boolean(), (places, text, wrap, isDetails) => {
        const run = [...places, ['status'], [text]].reduce<unknown>(
          (body, path) => withMember(body, path, wrap(text)),
          buildRun(),
        )
        const problems = problemsOf(isDetails ? { run, [text]: text } : run)
        expect(problems.length).toBeGreaterThan(0)
        expect(problems.flatMap(({ path, expected }) => [path, expected]).join('\n')).not.toContain(text)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a member named __proto__', () => {
  const failure = '{"status":"FAILED","errorMessage":"boom","polluted":true}'
  const inserted = (json: string, member: string) => JSON.parse(`{"__proto__":${member},${json.slice(1)}`)

  it('changes nothing of a bare run', () => {
    expect(reportOf(inserted(JSON.stringify(buildRun()), failure))).toEqual(reportOf(buildRun()))
  })

  it('changes nothing of a run and its siblings in the details form', () => {
    const text = JSON.stringify({ run: buildRun(), workflowConfig: { Name: 'charge' }, tasks: [buildTask()] })
    const body = JSON.parse(text.replaceAll('{', `{"__proto__":${failure},`).replaceAll(',}', '}'))
    expect(Object.hasOwn(body.run, '__proto__')).toBe(true)
    expect(reportOf(body)).toMatchObject(reportOf(JSON.parse(text)))
    expect(summaryOf(body)).toEqual(summaryOf(JSON.parse(text)))
  })

  it('makes no run of what has none', () => {
    expect(problemsOf(JSON.parse(`{"__proto__":${JSON.stringify({ run: buildRun() })}}`))).toHaveLength(7)
    expect(problemsOf(JSON.parse(`{"__proto__":${JSON.stringify(buildRun())}}`))).toHaveLength(7)
  })

  it('of additionalMetadata names no parent and is no metadata', () => {
    const additionalMetadata = JSON.parse(
      '{"__proto__":{"hatchet__parent_workflow_run_id":"someone","team":"payments"}}',
    )
    const summary = summaryOf(
      { ...buildRun(), additionalMetadata },
      { metadataKeys: ['team', '__proto__', 'constructor'] },
    )
    expect(summary).toMatchObject({ parentRunId: null, metadata: {} })
  })

  it('pollutes no other object', () => {
    summaryOf({ run: inserted(JSON.stringify(buildRun()), failure), tasks: [inserted('{"a":1}', failure)] })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('10,000 levels of nesting', () => {
  const LEVELS = 10_000
  const deepObject = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`
  const deepList = `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`
  const run = JSON.stringify(buildRun({ status: 'FAILED' }))

  it.each(['input', 'output', 'additionalMetadata'])('in %s cost nothing', (member) => {
    const body = JSON.parse(run.replace(`"${member}":{}`, `"${member}":{"deep":${deepObject},"list":${deepList}}`))
    expect(Object.keys(body[member])).toEqual(['deep', 'list'])
    expect(summaryOf(body, { metadataKeys: ['deep', 'list'] })).toEqual(summaryOf(JSON.parse(run)))
  })

  it.each([
    ['tasks', deepObject],
    ['tasks', deepList],
    ['tasks', `[{"metadata":${deepObject},"status":"FAILED"}]`],
    ['taskEvents', deepList],
    ['taskEvents', `[{"eventType":"TIMED_OUT","message":${deepObject}}]`],
    ['workflowConfig', deepObject],
    ['workflowConfig', `{"Name":${deepList}}`],
    ['shape', deepList],
  ])('in %s cost nothing', (member, json) => {
    const report = summaryOf(JSON.parse(`{"run":${run},${JSON.stringify(member)}:${json}}`))
    expect(report).toMatchObject({ status: 'FAILED', error: null, failedTasks: [], attempt: null })
  })

  it.each([
    ['a list', deepList],
    ['an object', deepObject],
    ['the run of a body', `{"run":${deepList}}`],
    ['each member of a run', `{"metadata":${deepList},"status":${deepObject},"displayName":${deepObject}}`],
  ])('are refused as %s', (_, json) => {
    const problems = problemsOf(JSON.parse(json))
    expect(problems.length).toBeGreaterThan(0)
  })
})
