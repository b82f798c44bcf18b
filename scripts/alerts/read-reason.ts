import { MAX_SILENCE_REASON_CHARS } from '../../lib/alerts/limits.ts'
import { cleanLine } from '../../lib/run/clean-line.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'

/**
 * Reads why an operator does something.
 *
 * @throws UsageError if it is nothing, or too long
 */
export const readReason = (text: string): string => {
  const reason = cleanLine(text)
  if (reason === '' || reason.length > MAX_SILENCE_REASON_CHARS) {
    throw new UsageError(`--reason is 1 to ${MAX_SILENCE_REASON_CHARS} characters: whoever is on call next reads it`)
  }
  return reason
}
