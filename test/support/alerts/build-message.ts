import type { SummaryMessage } from '../../../lib/alerts/consume-summaries.ts'
import type { RunSummary } from '../../../lib/run/run-summary-schema.ts'
import { buildSummary } from './build-summary.ts'

/** A message of the queue: the summary of another failed run for another number, with some members replaced. */
export const buildMessage = (index: number, overrides: Partial<RunSummary> = {}): SummaryMessage => ({
  messageId: `message-${index}`,
  body: JSON.stringify(buildSummary(index, overrides)),
})
