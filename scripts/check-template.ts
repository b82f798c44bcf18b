import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { colour } from '../local/terminal/colour.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { untilStopped } from '../local/terminal/until-stopped.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { preparePythonTool } from './python/prepare-python-tool.ts'
import { EVERY_PARAMETER } from './template/every-parameter.ts'
import { packageService } from './template/package-service.ts'
import { SCANNERS, type Scanner } from './template/scanners.ts'

const HELP = `Usage: npm run check:template

Packages the service twice, as it is and with every parameter that adds something, and has both templates scanned by
cfn-lint (what CloudFormation takes) and checkov (what a careful AWS team asks for). What is waived is shown with its
reason, which stands in the template. Exits with 1 for any finding. It takes Python 3.11 or later: where there is none,
it says SKIPPED. The scanners are installed the first time, into node_modules/.cache.`

/** @returns whether it found nothing, or could not be run */
const scanBy = async ({ name, scan }: Scanner, templates: readonly string[], signal: AbortSignal): Promise<boolean> => {
  const tool = await preparePythonTool(name, join(PROJECT_ROOT, 'node_modules/.cache'), signal)
  if (!tool.ok) {
    say(colour('yellow')(`SKIPPED: the template was not scanned by ${name}: ${tool.reason}`))
    return true
  }
  const { findings, summary, waivers } = await scan(tool.bin, templates, signal)
  signal.throwIfAborted()
  say(`${name}: ${summary}`)
  for (const waiver of waivers) say(`  waived ${waiver}`)
  for (const finding of findings) say(colour('red')(`  ${finding}`))
  return findings.length === 0
}

/** @returns the exit code */
const check = async (signal: AbortSignal): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-template-'))
  const clear = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  const templates = await Promise.all([
    packageService(join(folder, 'default'), 'test', []),
    packageService(join(folder, 'full'), 'test', EVERY_PARAMETER),
  ])
  let isClean = true
  for (const scanner of SCANNERS) isClean = (await scanBy(scanner, templates, signal)) && isClean
  return isClean ? 0 : 1
}

await runCommand(HELP, {}, ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run check:template takes no ${positionals[0]}`)
  return untilStopped(check)
})
