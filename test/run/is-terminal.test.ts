import { describe, expect, it } from 'vitest'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { buildRun } from '../support/build-run.ts'
import { reportOf } from '../support/report-of.ts'

describe('isTerminal', () => {
  it.each([
    ['COMPLETED', true],
    ['FAILED', true],
    ['CANCELLED', true],
    ['RUNNING', false],
    ['QUEUED', false],
  ])('says of a run that is %s: %s, whether it has an end or not', (status, expected) => {
    expect(isTerminal(reportOf(buildRun({ status })))).toBe(expected)
    expect(isTerminal(reportOf(buildRun({ status, finishedAt: null })))).toBe(expected)
  })
})
