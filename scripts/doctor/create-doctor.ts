import { Command } from 'commander'
import { createProgress } from '../../local/terminal/progress.ts'
import { stopSignal } from '../../local/terminal/stop-signal.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { CommonOptions } from '../operator/common-options.ts'
import { runAndSay } from '../operator/run-and-say.ts'
import { withCommonOptions } from '../operator/with-common-options.ts'
import { CHECKS } from './checks.ts'
import { examine } from './examine.ts'
import { findDoctorWorld } from './find-doctor-world.ts'

const MORE = `
It changes nothing: the run that it posts is one of nobody that has not begun, and Hatchet is asked by a dry run. It reads
the secrets, and shows nothing of them.

Examples:
  npm run doctor
  npm run doctor -- --stage prod
  npm run doctor -- --stage prod --json

Exit codes: 0 nothing failed, 1 something did or nothing could be looked at, 2 called wrongly, 130 stopped.`

/** The command `npm run doctor`. */
export const createDoctor = (): Command =>
  withCommonOptions(
    new Command('npm run doctor --').description(
      'Says whether a deployment, or the local cloud that is up (npm start), is well, and what to do if not.',
    ),
  )
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows how it is called)')
    .exitOverride()
    .addHelpText('after', MORE)
    .action((options: CommonOptions) => runAndSay(options, () => look(options)))

const look = async (options: CommonOptions): Promise<CommandResult> => {
  const world = await findDoctorWorld(options)
  const progress = createProgress(process.stderr)
  const stopped = stopSignal().then((exitCode) => ({ lines: ['Stopped.'], json: { isStopped: true }, exitCode }))
  try {
    return await Promise.race([examine(CHECKS, world, progress.show), stopped])
  } finally {
    progress.clear()
  }
}
