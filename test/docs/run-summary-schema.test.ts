import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runSummaryJsonSchema } from '../../scripts/run-summary-json-schema.ts'

it('publishes the JSON Schema that the code follows (npm run schema)', () => {
  const published = readFileSync(new URL('../../docs/run-summary.schema.json', import.meta.url), 'utf8')
  expect(published).toBe(runSummaryJsonSchema())
})
