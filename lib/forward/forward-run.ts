import { LedgerError } from '../errors.ts'
import { isTerminal } from '../run/is-terminal.ts'
import { outcomeId } from '../run/outcome-id.ts'
import type { RunReport } from '../run/run-report.ts'
import type { RunStatus, TerminalStatus } from '../run/run-status.ts'
import type { RunSummary } from '../run/run-summary-schema.ts'
import { type SummaryOptions, summarizeRun } from '../run/summarize-run.ts'
import { isSameOutcome } from './is-same-outcome.ts'
import type { Ledger, RecordedOutcome, RunKey } from './ledger.ts'
import type { OutcomeFacts } from './outcome-facts.ts'
import { outcomeFactsOf } from './outcome-facts-of.ts'
import type { SummaryQueues } from './summary-queues.ts'

export interface ForwardPorts {
  readonly queues: SummaryQueues
  readonly ledger: Ledger
  /** Whether a run is forwarded though the ledger cannot be used: a sender may never come again, a poll always does. */
  readonly withoutLedger: 'forward' | 'refuse'
  readonly summary: SummaryOptions
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export type Forwarded =
  | {
      readonly outcome: 'forwarded'
      readonly summary: RunSummary
      /** Why the ledger could not be used, for logs; null if it was. */
      readonly ledgerFault: string | null
    }
  | { readonly outcome: 'duplicate'; readonly id: string; readonly runId: string; readonly status: TerminalStatus }
  | { readonly outcome: 'ignored'; readonly runId: string; readonly status: RunStatus }

/**
 * Tells every destination queue how a run ended, once. Both entrances, webhook and reconcile, end here.
 *
 * It is recorded only after every queue has it: whoever stops in between is repeated, with the same id.
 *
 * @throws QueueError unless every queue has acknowledged the summary: nothing was promised then, and a repeat sends to all again
 * @throws LedgerError if the ledger cannot be used and nothing is to be forwarded without it
 */
export const forwardRun = async (
  report: RunReport,
  source: RunSummary['source'],
  ports: ForwardPorts,
  signal: AbortSignal,
): Promise<Forwarded> => {
  const runId = report.run.metadata.id
  if (!isTerminal(report)) return { outcome: 'ignored', runId, status: report.run.status }

  const run = { tenantId: report.run.tenantId, runId }
  const outcome = outcomeFactsOf(report)
  const read = await attempt(() => ports.ledger.read(run, signal), ports)
  const known = read.value ?? []
  const told = known.find((recorded) => isSameOutcome(recorded, outcome))
  if (told !== undefined) return duplicate(run, told)

  const receivedAt = ports.now()
  const ordinal = nextOrdinal(known, outcome)
  const summary = summarizeRun(report, { source, receivedAt, ordinal }, ports.summary)
  await ports.queues.send(summary, signal)
  const recorded = await attempt(
    () => ports.ledger.record(run, { ...outcome, ordinal, recordedAt: receivedAt }, read.value ?? null, signal),
    ports,
  )
  return { outcome: 'forwarded', summary, ledgerFault: read.fault ?? recorded.fault }
}

/** Uses the ledger; where it fails, says why, or throws where nothing is to be forwarded without it. */
const attempt = async <T>(
  use: () => Promise<T>,
  { withoutLedger }: ForwardPorts,
): Promise<{ readonly value?: T; readonly fault: string | null }> => {
  try {
    return { value: await use(), fault: null }
  } catch (error) {
    if (error instanceof LedgerError && withoutLedger === 'forward') return { fault: error.message }
    throw error
  }
}

const duplicate = (run: RunKey, { status, createdAt, ordinal }: RecordedOutcome): Forwarded => ({
  outcome: 'duplicate',
  id: outcomeId({ ...run, status, createdAt, ordinal }),
  runId: run.runId,
  status,
})

const nextOrdinal = (known: readonly RecordedOutcome[], { status, createdAt }: OutcomeFacts): number =>
  known
    .filter((recorded) => recorded.status === status && recorded.createdAt === createdAt)
    .reduce((next, { ordinal }) => Math.max(next, ordinal + 1), 0)
