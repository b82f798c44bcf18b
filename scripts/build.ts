import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { buildHandlers } from './build-handlers.ts'

const HELP = `Usage: npm run build

Checks alerts.config.ts, and bundles each function into a file of dist: what AWS runs. npm run package and npm run deploy
do it by themselves.

  --help    this text`

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run build takes no ${positionals[0]}`)
  await buildHandlers()
  const functions = readdirSync(join(PROJECT_ROOT, 'handlers')).map((file) => file.replace(/\.ts$/, ''))
  say(`Built ${functions.join(', ')} into dist.`)
  return 0
})
