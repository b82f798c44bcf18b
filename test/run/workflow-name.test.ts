import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { summaryOf } from '../support/summary-of.ts'

const nameOf = (displayName: string, configured?: unknown): string =>
  summaryOf({ run: buildRun({ displayName }), workflowConfig: { Name: configured } }).workflowName

describe('the name of a workflow', () => {
  it.each([
    ['as configured', 'charge-card-1795347772670', 'checkout', 'checkout'],
    ['as configured, digits at its end included', 'x', 'import-1795347772670', 'import-1795347772670'],
    ['from the display name without its time', 'charge-card-1795347772670', undefined, 'charge-card'],
    ['from the display name where the configured one is empty', 'charge-1795347772670', '', 'charge'],
    ['from the display name where the configured one is blank', 'charge-1795347772670', ' \u0000\n', 'charge'],
    ['from the display name where the configured one is no text', 'charge-1795347772670', 7, 'charge'],
    ['whole, with 12 digits at its end', 'import-179534777267', undefined, 'import-179534777267'],
    ['whole, with 14 digits at its end', 'import-17953477726700', undefined, 'import-17953477726700'],
    ['whole, with digits inside', 'a-1795347772670-b', undefined, 'a-1795347772670-b'],
    ['without only the last time', 'a-1795347772670-1795347772671', undefined, 'a-1795347772670'],
    ['unknown for a display name that is only a time', '-1795347772670', undefined, 'unknown'],
    ['unknown for an empty display name', '', undefined, 'unknown'],
    ['unknown for a blank display name', ' \t\n\u0000', undefined, 'unknown'],
    ['on one line', 'x', 'check\r\nout\u001b', 'check out'],
    ['of at most 256 characters', 'x', 'n'.repeat(300), 'n'.repeat(256)],
    ['of at most 512 bytes', 'x', '日'.repeat(200), '日'.repeat(170)],
    ['cut between characters', 'x', `${'n'.repeat(255)}😀`, 'n'.repeat(255)],
  ])('is told %s', (_, displayName, configured, expected) => {
    expect(nameOf(displayName, configured)).toBe(expected)
  })
})
