import { Command } from 'commander'
import { createProgress } from '../../local/terminal/progress.ts'
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

Exit codes: 0 nothing failed, 1 something did, 2 called wrongly.`

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
    .action((options: CommonOptions) =>
      runAndSay(options, async () => {
        const world = await findDoctorWorld(options)
        const progress = createProgress(process.stderr)
        try {
          return await examine(CHECKS, world, progress.show)
        } finally {
          progress.clear()
        }
      }),
    )
