import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { findBundledPackages } from './supply-chain/find-bundled-packages.ts'
import { thirdPartyLicenses } from './supply-chain/third-party-licenses.ts'

const FILE = 'THIRD-PARTY-LICENSES.txt'

const HELP = `Usage: npm run licenses

Writes ${FILE}: the licences of the packages that are bundled with the functions.

  --help    this text`

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run licenses takes no ${positionals[0]}`)
  const packages = await findBundledPackages()
  writeFileSync(join(PROJECT_ROOT, FILE), thirdPartyLicenses(packages))
  say(`Wrote ${FILE}: ${packages.length} packages.`)
  return 0
})
