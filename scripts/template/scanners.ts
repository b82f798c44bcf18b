import { join } from 'node:path'
import { runProgram } from '../run-program.ts'
import { readCheckovReport } from './read-checkov-report.ts'
import type { Scan } from './scan.ts'

/** A scanner of templates, by the name of its list of packages. */
export interface Scanner {
  readonly name: string
  /**
   * @param bin - folder of its programs
   * @throws if it could not do its work
   */
  scan(bin: string, templates: readonly string[], signal: AbortSignal): Promise<Scan>
}

/** Every error and every warning is a finding: cfn-lint knows what CloudFormation takes. */
const cfnLint: Scanner = {
  name: 'cfn-lint',
  scan: async (bin, templates, signal) => {
    const args = ['--format', 'parseable', '--template', ...templates]
    const { code, stdout, lastWords } = await run(join(bin, 'cfn-lint'), args, signal)
    const findings = stdout.split('\n').filter((line) => /:[EW]\d{4}:/.test(line))
    // Its exit code adds up what it found: 2 errors, 4 warnings, 8 what it only tells.
    if (code === null || (code !== 0 && findings.length === 0)) throw new Error(lastWords.join('\n'))
    return { findings, summary: `${findings.length} errors and warnings`, waivers: [] }
  },
}

/** Every check that fails is a finding: checkov knows what a careful AWS team asks for. */
const checkov: Scanner = {
  name: 'checkov',
  scan: async (bin, templates, signal) => {
    const files = templates.flatMap((template) => ['--file', template])
    const args = ['--framework', 'cloudformation', '--skip-download', '--compact', '--output', 'json', ...files]
    const { code, stdout, lastWords } = await run(join(bin, 'checkov'), args, signal)
    if (code !== 0 && code !== 1) throw new Error(lastWords.join('\n'))
    return readCheckovReport(stdout)
  },
}

export const SCANNERS: readonly Scanner[] = [cfnLint, checkov]

const run = (command: string, args: readonly string[], signal: AbortSignal) =>
  runProgram({ command, args, cwd: '.', environment: process.env, signal })
