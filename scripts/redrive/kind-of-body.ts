import * as v from 'valibot'
import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import type { DeadLetterKind } from './dead-letter.ts'

/** What a message is, as those who take RunSummaries see it. */
export const kindOfBody = (body: string): DeadLetterKind => {
  const value = parseJson(body)
  if (value === undefined) return { type: 'no-json' }
  if (!isJsonObject(value)) return { type: 'no-object' }
  const parsed = v.safeParse(RunSummarySchema, value)
  if (parsed.success) {
    const { workflowName, status } = parsed.output
    return { type: 'summary', workflow: workflowName, status }
  }
  if ('runId' in value && Number.isInteger(value['version']) && value['version'] !== 1) {
    return { type: 'version', version: String(value['version']) }
  }
  return { type: 'other', member: v.getDotPath(parsed.issues[0]) ?? 'it' }
}
