import { runCommand } from '../local/terminal/run-command.ts'
import { untilStopped } from '../local/terminal/until-stopped.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { checkOptions } from './deployment/check-options.ts'
import { frameworkArguments } from './deployment/framework-arguments.ts'
import { FRAMEWORK_OPTIONS } from './deployment/framework-options.ts'
import { runOsls } from './deployment/run-osls.ts'

const HELP = `Usage: npm run package -- [options]

Packages the functions and the template for CloudFormation into .serverless, without asking AWS for anything.

  --stage NAME         stage of the deployment, dev if it is left out
  --region NAME        region of the deployment
  --param NAME=VALUE   a parameter of the deployment, as often as there are some (README.md, "Configuration")
  --package FOLDER     another place than .serverless
  --aws-profile NAME   AWS profile
  --verbose            tells more`

await runCommand(HELP, { ...FRAMEWORK_OPTIONS, package: { type: 'string', short: 'p' } }, ({ values, positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run package takes no ${positionals[0]}`)
  return untilStopped(async (signal) =>
    (await checkOptions(values)) ? runOsls(['package', ...frameworkArguments(values)], signal) : 2,
  )
})
