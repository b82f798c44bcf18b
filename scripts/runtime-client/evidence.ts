import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import type { Invocation } from '../../local/lambda/invocation.ts'

/** What came of one run that was delivered to the package, under Lambda's own client. */
export interface Evidence {
  readonly invocation: Invocation
  /** From the start of the process to its answer, ms. */
  readonly durationMs: number
  /** What arrived on the queue. */
  readonly summaries: readonly RunSummary[]
  /** What the function wrote. */
  readonly lines: readonly string[]
  /** What a second function wrote that was given the first's metrics, if any, to print through the console. */
  readonly consoleLines: readonly string[]
}
