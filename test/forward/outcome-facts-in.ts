import type { OutcomeFacts } from '../../lib/forward/outcome-facts.ts'
import { outcomeFactsOf } from '../../lib/forward/outcome-facts-of.ts'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { reportOf } from '../support/report-of.ts'

/** What the ledger compares of a body that must be an ended run. */
export const outcomeFactsIn = (body: unknown): OutcomeFacts => {
  const report = reportOf(body)
  if (!isTerminal(report)) throw new Error(`not ended: ${report.run.status}`)
  return outcomeFactsOf(report)
}
