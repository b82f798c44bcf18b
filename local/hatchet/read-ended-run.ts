import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import { TERMINAL_STATUSES } from '../../lib/run/run-status.ts'

/** A run of a file that can end in the local Hatchet. */
export interface EndedRun {
  /** The file's text. */
  readonly text: string
  readonly tenantId: string
  readonly runId: string
}

const ENDED: readonly unknown[] = TERMINAL_STATUSES

/**
 * Reads an answer of `GET /api/v1/stable/workflow-runs/{id}`.
 *
 * @returns for a run that has not ended, or what is no run: why it cannot be used, as the end of a sentence
 */
export const readEndedRun = (body: Uint8Array): EndedRun | string => {
  const text = Buffer.from(body).toString()
  const details = parseJson(text)
  const run = isJsonObject(details) ? details['run'] : undefined
  const metadata = isJsonObject(run) ? run['metadata'] : undefined
  if (!isJsonObject(run) || !isJsonObject(metadata)) return 'is no answer of GET workflow-runs/{id}'
  if (!ENDED.includes(run['status'])) return `is ${run['status']}: only runs that have ended are told`
  return { text, tenantId: String(run['tenantId']), runId: String(metadata['id']) }
}
