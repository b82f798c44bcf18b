import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import productJson from '../package.json' with { type: 'json' }
import { billOfMaterials } from './supply-chain/bill-of-materials.ts'
import { findBundledPackages } from './supply-chain/find-bundled-packages.ts'

const FILE = 'dist/sbom.cdx.json'

const HELP = `Usage: npm run sbom

Writes ${FILE}: what the functions are made of (CycloneDX 1.6, JSON). Only packages of which a part is in a bundle
are in it; the tools that build and test are not. The same code gives the same bytes.

  --help    this text`

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run sbom takes no ${positionals[0]}`)
  const packages = await findBundledPackages()
  mkdirSync(dirname(join(PROJECT_ROOT, FILE)), { recursive: true })
  writeFileSync(join(PROJECT_ROOT, FILE), billOfMaterials(productJson, packages))
  say(`Wrote ${FILE}: ${packages.length} packages.`)
  return 0
})
