import { toJsonSchema } from '@valibot/to-json-schema'
import { RunSummarySchema } from '../lib/run/run-summary-schema.ts'

/** The text of `docs/run-summary.schema.json`, made from the valibot schema that summaries are tested against. */
export const runSummaryJsonSchema = (): string => {
  const { $schema, ...schema } = toJsonSchema(RunSummarySchema, { target: 'draft-2020-12' })
  const head = { $schema, title: 'RunSummary', description: 'A message of the run-summaries queue, version 1.' }
  // Consumers must take members that later versions of this schema add.
  return `${JSON.stringify({ ...head, ...schema, additionalProperties: true }, null, 2)}\n`
}
