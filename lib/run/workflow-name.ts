import { MAX_NAME_BYTES, MAX_NAME_CHARS } from '../limits.ts'
import { cleanLine } from './clean-line.ts'
import { cutText } from './cut-text.ts'
import { nameWithoutTimestamp } from './name-without-timestamp.ts'
import type { RunReport } from './run-report.ts'

/**
 * A name of the workflow for people, never empty. A bare run tells only its display name, which of a standalone run is
 * the task's: keys use `workflowId`.
 */
export const workflowName = ({ run, workflowName: configured }: RunReport): string => {
  const name = cleanLine(configured ?? '') || cleanLine(nameWithoutTimestamp(run.displayName)) || 'unknown'
  return cutText(name, MAX_NAME_CHARS, MAX_NAME_BYTES)
}
