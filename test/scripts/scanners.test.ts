import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SCANNERS } from '../../scripts/template/scanners.ts'
import { type StandInPrograms, standInPrograms } from '../support/stand-in-programs.ts'

let programs: StandInPrograms
beforeEach(() => {
  programs = standInPrograms()
})
afterEach(() => programs.clear())

const scanBy = (name: string) => {
  const scanner = SCANNERS.find((each) => each.name === name)
  if (scanner === undefined) throw new Error(`there is no scanner ${name}`)
  return scanner.scan(join(programs.folder, 'bin'), ['template.json'], new AbortController().signal)
}

const report = (failed: object[], skipped: object[], passed = 1, parsing_errors = 0) =>
  JSON.stringify({
    summary: { passed, failed: failed.length, skipped: skipped.length, parsing_errors },
    results: { failed_checks: failed, skipped_checks: skipped },
  })
const check = (resource: string, suppress_comment?: string) => ({
  ...{ check_id: 'CKV_AWS_27', check_name: 'Queues are encrypted', resource: `AWS::SQS::Queue.${resource}` },
  check_result: { result: 'FAILED', suppress_comment },
})

describe.skipIf(process.platform === 'win32')('cfn-lint', () => {
  it('finds errors and warnings, and minds nothing else', async () => {
    const lines = ['t.json:1:1:1:9:E3012:wrong', 't.json:1:1:1:9:W3005:obsolete', 't.json:1:1:1:9:I1022:a hint']
    programs.add('cfn-lint', `printf '%s\\n' '${lines.join("' '")}'; exit 14`)
    expect((await scanBy('cfn-lint')).findings).toEqual(lines.slice(0, 2))
  })

  it('finds nothing in a good template', async () => {
    programs.add('cfn-lint', 'exit 0')
    expect((await scanBy('cfn-lint')).findings).toEqual([])
  })

  it('does not pass where it could not look', async () => {
    programs.add('cfn-lint', 'echo Traceback >&2; exit 1')
    await expect(scanBy('cfn-lint')).rejects.toThrow('Traceback')
  })
})

describe.skipIf(process.platform === 'win32')('checkov', () => {
  it('finds what fails, and tells what is waived, and why', async () => {
    const skipped = [check('A', 'it is empty'), check('B', 'it is empty'), check('A', 'it is empty')]
    programs.add('checkov', `echo '${report([check('Work')], skipped)}'; exit 1`)
    expect(await scanBy('checkov')).toEqual({
      findings: ['CKV_AWS_27 Work: Queues are encrypted'],
      summary: '1 checks passed, 1 failed, 3 waived',
      waivers: ['CKV_AWS_27 it is empty (A, B)'],
    })
  })

  it.each([
    ['what could not be read', `echo '${report([], [], 1, 1)}'`, ['1 templates could not be read']],
    ['nothing', `echo '${report([], [])}'`, []],
  ])('finds %s', async (_, script, findings) => {
    programs.add('checkov', script)
    expect((await scanBy('checkov')).findings).toEqual(findings)
  })

  it.each([
    ['it looked at nothing', `echo '${report([], [], 0)}'`],
    ['it broke', 'echo Traceback >&2; exit 2'],
    ['it said nothing', 'exit 0'],
  ])('does not pass where %s', async (_, script) => {
    programs.add('checkov', script)
    await expect(scanBy('checkov')).rejects.toThrow()
  })
})
