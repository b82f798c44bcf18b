import policy from '../alerts.config.ts'
import { complain } from '../local/terminal/complain.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { untilStopped } from '../local/terminal/until-stopped.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { checkOptions } from './deployment/check-options.ts'
import { describeDeployment } from './deployment/describe-deployment.ts'
import { findLeftTables } from './deployment/find-left-tables.ts'
import { frameworkArguments } from './deployment/framework-arguments.ts'
import { FRAMEWORK_OPTIONS, type FrameworkValues } from './deployment/framework-options.ts'
import { readDeployment } from './deployment/read-deployment.ts'
import { runOsls } from './deployment/run-osls.ts'
import { regionOf } from './operator/region-of.ts'
import { SERVICE } from './operator/service.ts'

const HELP = `Usage: npm run deploy -- [options]

Deploys the service with the AWS credentials of the environment, and tells where runs are sent to, where the secret is,
and who will be told. The same command updates a deployment.

  --stage NAME         stage of the deployment, dev if it is left out: prod
  --region NAME        its region; AWS_REGION, or eu-central-1, if it is left out
  --param NAME=VALUE   a parameter of the deployment, as often as there are some (README.md, "Configuration")
  --aws-profile NAME   AWS profile
  --force              updates even where nothing has changed
  --verbose            tells more`

interface Place {
  readonly stage: string
  readonly region: string
  readonly params: readonly string[]
}

/** Tells what there is now. A deployment that cannot be read is one all the same. */
const tell = async ({ stage, region, params }: Place): Promise<void> => {
  const routed = new Set(policy.routes.flatMap(({ sinks }) => sinks))
  const otherSinks = [...routed].filter((name) => policy.sinks[name]?.type !== 'sns')
  try {
    say('', ...describeDeployment({ ...(await readDeployment(SERVICE, stage, region)), params, otherSinks }))
  } catch (error) {
    complain(`It is deployed, but cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/** @returns whether it can be deployed there */
const isPlaceFree = async ({ stage, region }: Place): Promise<boolean> => {
  const tables = await findLeftTables(SERVICE, stage, region)
  if (tables.length === 0) return true
  complain(
    `Stage ${stage} in ${region} has tables left of a deployment that was removed, or that failed:`,
    ...tables.map((table) => `  ${table}`),
    'CloudFormation does not take them over: see docs/operations.md, "Deploying again after a removal".',
  )
  return false
}

/** @returns the exit code */
const deploy = async (values: FrameworkValues & { force?: boolean | undefined }, signal: AbortSignal) => {
  if (!(await checkOptions(values))) return 2
  if (values['aws-profile'] !== undefined) process.env['AWS_PROFILE'] = values['aws-profile']
  // The region of serverless.yml, by its rule.
  const region = regionOf(values.region)
  const place = { stage: values.stage ?? 'dev', region, params: values.param ?? [] }
  if (!(await isPlaceFree(place))) return 1
  const code = await runOsls(['deploy', ...frameworkArguments(values)], signal)
  if (code === 0) await tell(place)
  return code
}

await runCommand(HELP, { ...FRAMEWORK_OPTIONS, force: { type: 'boolean' } }, ({ values, positionals }) => {
  if (positionals.length > 0) {
    throw new UsageError(
      `npm run deploy takes no ${positionals[0]}: options follow a --, as in npm run deploy -- --stage prod`,
    )
  }
  return untilStopped((signal) => deploy(values, signal))
})
