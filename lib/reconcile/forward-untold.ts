import { type ForwardPorts, forwardRun } from '../forward/forward-run.ts'
import { DETAILS_AT_ONCE, MAX_PASSED_OVER } from '../limits.ts'
import { attemptCreatedAt } from '../run/attempt-created-at.ts'
import { endOfRun } from '../run/end-of-run.ts'
import type { RunSummary } from '../run/run-summary-schema.ts'
import { faultOf } from './fault-of.ts'
import type { HatchetRuns } from './hatchet-runs.ts'
import type { KnownRuns } from './known-runs.ts'
import { readAhead } from './read-ahead.ts'
import type { RunRow } from './run-row.ts'
import type { ReconcileFault } from './tenant-tick.ts'

export interface ForwardUntoldPorts extends ForwardPorts {
  readonly withoutLedger: 'refuse'
  readonly known: KnownRuns
}

export interface ForwardUntoldRules {
  /** Whether a run may be told, by its end, status and creation as it reads in full. */
  readonly isDue: (end: number, run: Pick<RunRow, 'createdAt' | 'status'>) => boolean
  /** Asked before each run is told. */
  readonly isTimeLeft: () => boolean
  readonly onForwarded: (summary: RunSummary) => void
  /** A run that cannot be read is passed over: the others are told all the same. */
  readonly onPassedOver: (reason: ReconcileFault, detail: string) => void
}

export interface ForwardedUntold {
  /** Whether there was time for all of them. */
  readonly isAll: boolean
  /** Those that could not be read, and may be another time. */
  readonly passedOver: readonly RunRow[]
  /** How many were not due after all. */
  readonly notDue: number
}

/**
 * Reads runs in full, some at once, and forwards those that are due and whose outcome was not told, in their order.
 *
 * @throws HatchetError where more fails than a few runs; LedgerError, QueueError
 */
export const forwardUntold = async (
  tenantId: string,
  runs: HatchetRuns,
  untold: readonly RunRow[],
  { isDue, isTimeLeft, onForwarded, onPassedOver }: ForwardUntoldRules,
  ports: ForwardUntoldPorts,
  signal: AbortSignal,
): Promise<ForwardedUntold> => {
  const passedOver: RunRow[] = []
  let notDue = 0
  for await (const read of readAhead(untold, DETAILS_AT_ONCE, (row) => runs.read(row, signal))) {
    if (!read.ok) {
      const reason = faultOf(read.error)
      if (signal.aborted || reason === null || !mayPassOver(reason, passedOver.length)) throw read.error
      onPassedOver(reason, String((read.error as Error).message))
      passedOver.push(read.item)
      continue
    }
    if (!isTimeLeft()) return { isAll: false, passedOver, notDue }
    const report = read.value
    if (report === null) continue
    const { run } = report
    const end = endOfRun({ ...run, createdAt: attemptCreatedAt(run) })
    if (!isDue(end, { createdAt: read.item.createdAt, status: run.status })) {
      notDue += 1
      continue
    }
    const forwarded = await forwardRun(report, 'reconcile', ports, signal)
    if (forwarded.outcome === 'forwarded') onForwarded(forwarded.summary)
    if (forwarded.outcome !== 'ignored' && run.status === read.item.status) ports.known.add(tenantId, read.item)
  }
  return { isAll: true, passedOver, notDue }
}

/** Whether a run that cannot be read is passed over: some must not keep the others from being told. Many are Hatchet's trouble. */
const mayPassOver = (reason: ReconcileFault, passedOver: number): boolean =>
  reason === 'answer' || reason === 'too-large' || (reason === 'unavailable' && passedOver < MAX_PASSED_OVER)
