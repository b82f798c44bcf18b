import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { colour } from '../local/terminal/colour.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { untilStopped } from '../local/terminal/until-stopped.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { describeProof } from './moto/describe-proof.ts'
import { startMoto } from './moto/start-moto.ts'
import { createTrial } from './moto/trial.ts'
import { type Step, tryDeployment } from './moto/try-deployment.ts'
import { preparePythonTool } from './python/prepare-python-tool.ts'

/** How long all of it may take, ms; a tenth of it is usual. */
const PATIENCE_MS = 6 * 60_000

const HELP = `Usage: npm run test:deploy

Deploys the service as npm run deploy does, to moto, an emulator of AWS that others wrote (https://docs.getmoto.org):
once, once more unchanged, with other parameters, then removes it; and reads the resources back by their services' own
APIs. npm run doctor looks at it, well and ill, and npm run redrive moves back what failed. What moto cannot hold is listed as not proven. Exits with 1 if anything is not as the template has it. It takes
Python 3.11 or later: where there is none, it says SKIPPED. moto is installed the first time, into node_modules/.cache.`

const showStep = ({ name, faults }: Step): void => {
  say(faults.length === 0 ? colour('green')(`✓ ${name}`) : colour('red')(`✗ ${name}`))
  for (const fault of faults) say(colour('red')(`    ${fault}`))
}

/** @returns the exit code */
const test = async (stopped: AbortSignal): Promise<number> => {
  const tool = await preparePythonTool('moto', join(PROJECT_ROOT, 'node_modules/.cache'), stopped)
  if (!tool.ok) {
    say(colour('yellow')(`SKIPPED: the deployment was not tried: ${tool.reason}`))
    return 0
  }
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE_MS)])
  const home = mkdtempSync(join(tmpdir(), 'relay-deploy-'))
  const clear = (): void => rmSync(home, { recursive: true, force: true })
  process.once('exit', clear)
  const moto = await startMoto(tool.bin, signal)
  try {
    const { steps, proof } = await tryDeployment(createTrial(moto, home, signal), showStep)
    say('', ...describeProof(proof))
    return steps.every(({ faults }) => faults.length === 0) ? 0 : 1
  } finally {
    await moto.stop()
  }
}

await runCommand(HELP, {}, ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run test:deploy takes no ${positionals[0]}`)
  return untilStopped(test)
})
