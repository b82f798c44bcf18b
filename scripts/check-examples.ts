import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { colour } from '../local/terminal/colour.ts'
import { complain } from '../local/terminal/complain.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { untilStopped } from '../local/terminal/until-stopped.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { compileExample } from './examples/compile-example.ts'
import { installExample } from './examples/install-example.ts'

const EXAMPLE = join(PROJECT_ROOT, 'examples/hatchet-worker')

const HELP = `Usage: npm run check:examples

Compiles examples/hatchet-worker as a worker would, strictly, with the published Hatchet SDK that its package.json names.
Exits with 0 only if it compiles, or with SKIPPED where the npm registry is out of reach.`

/** @returns the exit code */
const check = async (signal: AbortSignal): Promise<number> => {
  const installed = await installExample(EXAMPLE, join(PROJECT_ROOT, 'node_modules/.cache'), signal)
  if (!installed.ok && installed.isOutOfReach) {
    const [reason = ''] = installed.lastWords
    say(colour('yellow')(`SKIPPED: the Hatchet SDK was not installed, the npm registry is out of reach: ${reason}`))
    return 0
  }
  if (!installed.ok) {
    complain(...installed.lastWords)
    throw new Error('npm could not install what examples/hatchet-worker/package-lock.json names')
  }
  if (!(await compileExample(EXAMPLE, installed.folder, signal))) return 1
  say(colour('green')('The example of a worker compiles with the published Hatchet SDK.'))
  return 0
}

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run check:examples takes no ${positionals[0]}`)
  return untilStopped(check)
})
