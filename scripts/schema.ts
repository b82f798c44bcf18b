import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { runSummaryJsonSchema } from './run-summary-json-schema.ts'

const FILE = 'docs/run-summary.schema.json'

const HELP = `Usage: npm run schema

Writes ${FILE}: the JSON Schema of a message, from the code that checks it.

  --help    this text`

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run schema takes no ${positionals[0]}`)
  writeFileSync(join(PROJECT_ROOT, FILE), runSummaryJsonSchema())
  say(`Wrote ${FILE}.`)
  return 0
})
