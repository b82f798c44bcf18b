import { RETRY_AFTER_SECONDS } from '../limits.ts'
import type { Problem } from '../run/parse-run-report.ts'
import type { Answer } from './answer.ts'
import { REFUSALS, type RefusalReason } from './refusals.ts'

/**
 * The answer to a refused request: a problem (RFC 9457) that is the same for everyone, whatever was sent.
 *
 * @param problems - of a schema refusal; their texts are ours
 */
export const problemAnswer = (reason: RefusalReason, problems?: readonly Problem[]): Answer => {
  const { statusCode, title, detail } = REFUSALS[reason]
  return {
    statusCode,
    headers: {
      'content-type': 'application/problem+json',
      ...(statusCode === 405 && { allow: 'POST' }),
      ...(statusCode === 503 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    },
    body: JSON.stringify({ title, status: statusCode, detail, ...(problems && { errors: problems }) }),
  }
}
