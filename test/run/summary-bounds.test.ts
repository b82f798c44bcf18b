import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { forbiddenCharacters } from '../support/forbidden-characters.ts'
import { hostileText } from '../support/hostile-text.ts'
import { summaryOf } from '../support/summary-of.ts'

/** As many keys as a deployment may name, as long as they may be. */
const KEYS = Array.from({ length: 20 }, (_, index) => `key-${index}`.padEnd(64, '.'))
/** As long a base as a deployment may have. */
const DASHBOARD = `https://hatchet.example/${'p'.repeat(232)}`
const OPTIONS = { metadataKeys: KEYS, dashboardUrl: DASHBOARD }

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flat().flatMap(textsOf) : []
}

const python = (text: string) => `OrderError: ${text}\nTraceback (most recent call last):\n  File "a.py"`
const typescript = (text: string) => JSON.stringify({ message: text, stack: `OrderError: ${text}` })

const hostileBody = fc
  .record({
    status: fc.constantFrom('COMPLETED', 'CANCELLED', 'FAILED', 'FAILED', 'FAILED'),
    id: hostileText(35),
    displayName: hostileText(2_000),
    workflowName: hostileText(2_000),
    error: hostileText(9_000),
    language: fc.constantFrom(python, typescript, (text: string) => text),
    parent: hostileText(40),
    values: fc.array(hostileText(600), { minLength: KEYS.length, maxLength: KEYS.length }),
    tasks: fc.array(hostileText(600), { maxLength: 12 }),
  })
  .map(({ status, id, displayName, workflowName, error, language, parent, values, tasks }) => ({
    run: buildRun({
      status,
      displayName,
      metadata: { ...(buildRun()['metadata'] as object), id: `r${id}` },
      errorMessage: language(error),
      additionalMetadata: {
        ...Object.fromEntries(KEYS.map((key, index) => [key, values[index]])),
        hatchet__parent_workflow_run_id: parent,
      },
    }),
    workflowConfig: { Name: workflowName },
    tasks: tasks.map((name) => buildTask({ status: 'FAILED', displayName: name })),
  }))

/** A failed run with as much of everything but the error as a summary can hold, in characters of 3 bytes. */
const fullBody = (errorMessage: string) => ({
  run: buildRun({
    status: 'FAILED',
    displayName: '日'.repeat(300),
    metadata: { ...(buildRun()['metadata'] as object), id: '日'.repeat(36) },
    errorMessage: JSON.stringify({ message: errorMessage, stack: `${'E'.repeat(128)}: boom` }),
    additionalMetadata: {
      ...Object.fromEntries(KEYS.map((key) => [key, '日'.repeat(300)])),
      hatchet__parent_workflow_run_id: '日'.repeat(36),
    },
  }),
  workflowConfig: { Name: '日'.repeat(300) },
  tasks: Array.from({ length: 12 }, () => buildTask({ status: 'FAILED', displayName: '日'.repeat(300) })),
})

describe('a summary', () => {
  it('is a RunSummary of at most 8,192 bytes that SQS takes, whatever the run holds', () => {
    fc.assert(
      fc.property(hostileBody, (body) => {
        const summary = summaryOf(body, OPTIONS)
        expect(bytesOf(summary)).toBeLessThanOrEqual(8_192)
        expect(v.safeParse(RunSummarySchema, summary).issues).toBeUndefined()
        expect(textsOf(summary).flatMap(forbiddenCharacters)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('keeps 2,000 ASCII characters of an error however full the rest is', () => {
    const summary = summaryOf(fullBody('x'.repeat(2_000)), OPTIONS)
    expect(summary.error).toEqual({ type: 'E'.repeat(128), message: 'x'.repeat(2_000), truncated: false })
    expect(bytesOf(summary)).toBeLessThanOrEqual(8_192)
  })

  it('cuts a longer error to what room is left, and says so', () => {
    const summary = summaryOf(fullBody('日'.repeat(2_000)), OPTIONS)
    expect(summary.error?.truncated).toBe(true)
    expect(summary.error?.message.length).toBeLessThan(2_000)
    expect(bytesOf(summary)).toBeLessThanOrEqual(8_192)
    expect(bytesOf(summary)).toBeGreaterThan(8_192 - 4)
  })

  it('is bounded without an error as well', () => {
    const { run, ...around } = fullBody('')
    const summary = summaryOf({ ...around, run: { ...run, status: 'COMPLETED' } }, OPTIONS)
    expect(summary.error).toBeNull()
    expect(bytesOf(summary)).toBeLessThanOrEqual(8_192)
  })

  it('keeps all of an error whose characters are wide, where there is room', () => {
    const message = '日'.repeat(2_000)
    expect(summaryOf(buildRun({ status: 'FAILED', errorMessage: message })).error).toEqual({
      type: null,
      message,
      truncated: false,
    })
  })
})
