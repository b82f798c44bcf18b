import { MAX_ERROR_CHARS, MAX_ERROR_TYPE_BYTES, MAX_ERROR_TYPE_CHARS, MAX_REDACTED_CHARS } from '../limits.ts'
import { cleanLine } from './clean-line.ts'
import { cleanText } from './clean-text.ts'
import { cutText } from './cut-text.ts'
import { errorText } from './error-text.ts'
import { redact } from './redact.ts'
import type { RunReport } from './run-report.ts'
import type { TerminalStatus } from './run-status.ts'
import type { RunSummary } from './run-summary-schema.ts'
import { timeoutText } from './timeout-text.ts'

/**
 * Why a run failed, cleaned, redacted and cut; null where nothing tells.
 *
 * Text on a run that is not FAILED is stale: Hatchet keeps that of an earlier attempt.
 */
export const summarizeError = ({ run, tasks, taskEvents }: RunReport<TerminalStatus>): RunSummary['error'] => {
  if (run.status !== 'FAILED') return null
  const told = errorText(run.errorMessage)
  const source = beginning(told?.message) || beginning(timeoutText(taskEvents, tasks))
  const isLong = source.length > MAX_REDACTED_CHARS
  // A secret that a cut halves no longer looks like one: redact more than is kept, and drop the word that this cut halves.
  const redacted = redact(isLong ? withoutLastWord(cutText(source, MAX_REDACTED_CHARS)) : source).trim()
  if (redacted === '') return null
  const type = told?.type ? cutText(redact(cleanLine(told.type)), MAX_ERROR_TYPE_CHARS, MAX_ERROR_TYPE_BYTES) : null
  const message = cutText(redacted, MAX_ERROR_CHARS)
  return { type, message, truncated: message.length < redacted.length || isLong }
}

/** A text of one word stays as it is. */
const withoutLastWord = (text: string): string => text.replace(/\s\S*$/, '')

/** Enough of a text to find out whether it is too long: cleaning all of a megabyte would take longer than all the rest. */
const beginning = (text: string | null | undefined): string =>
  cleanText(cutText(text ?? '', 2 * MAX_REDACTED_CHARS)).trim()
