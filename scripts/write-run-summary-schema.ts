import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runSummaryJsonSchema } from './run-summary-json-schema.ts'

const file = fileURLToPath(new URL('../docs/run-summary.schema.json', import.meta.url))
writeFileSync(file, runSummaryJsonSchema())
process.stdout.write(`Wrote ${file}\n`)
