import type { RunStatus } from '../run/run-status.ts'
import type { Answer } from './answer.ts'
import { jsonAnswer } from './json-answer.ts'
import { problemAnswer } from './problem-answer.ts'
import type { Reception } from './reception.ts'

/** The answer to a delivery. 2xx promises that every destination queue has the summary, or that
 * there is nothing to tell. */
export const answerTo = (reception: Reception): Answer => {
  switch (reception.outcome) {
    case 'forwarded': {
      const { id, runId } = reception.summary
      return jsonAnswer(202, { outcome: 'forwarded', id, runId })
    }
    case 'duplicate':
      return jsonAnswer(200, { outcome: 'duplicate', id: reception.id, runId: reception.runId })
    case 'ignored':
      return jsonAnswer(200, { outcome: 'ignored', runId: reception.runId, reason: ignoredReason(reception.status) })
    case 'refused':
      return problemAnswer(reception.reason, reception.problems)
  }
}

const ignoredReason = (status: RunStatus): string =>
  `The run is ${status}: only ended runs are told. A hook reads its own run as RUNNING, so it must set status to ` +
  'FAILED (on-failure) or COMPLETED (on-success) before it sends.'
