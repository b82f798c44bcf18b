import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { stopSignal } from '../local/terminal/stop-signal.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { costTables } from './cost/cost-tables.ts'
import { ledgerItemBytes } from './cost/ledger-item-bytes.ts'
import { measureUsage } from './cost/measure-usage.ts'
import { replaceTables } from './cost/replace-tables.ts'

const HELP = `Usage: npm run cost

Measures what the functions use for each thing that they do: requests, read and write units, bytes of log. Writes it to
docs/cost.counts.json, and what a million runs cost by it into the tables of docs/cost.md. Takes some seconds.

  --help    this text`

const COUNTS = 'docs/cost.counts.json'
const DOCUMENT = 'docs/cost.md'

const measure = async (signal: AbortSignal): Promise<number> => {
  const counts = { ledgerItemBytes: ledgerItemBytes(), usage: await measureUsage(signal) }
  writeFileSync(join(PROJECT_ROOT, COUNTS), `${JSON.stringify(counts, null, 2)}\n`)
  const document = join(PROJECT_ROOT, DOCUMENT)
  writeFileSync(document, replaceTables(readFileSync(document, 'utf8'), costTables(counts)))
  say(`Wrote ${COUNTS} and the tables of ${DOCUMENT}.`)
  return 0
}

await runCommand(HELP, {}, ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run cost takes no ${positionals[0]}`)
  const stop = new AbortController()
  const stopped = stopSignal().then((exitCode) => {
    stop.abort()
    return exitCode
  })
  return Promise.race([stopped, measure(stop.signal)])
})
