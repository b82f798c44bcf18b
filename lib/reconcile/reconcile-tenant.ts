import { type ForwardPorts, forwardRun } from '../forward/forward-run.ts'
import { DETAILS_AT_ONCE, MAX_PASSED_OVER } from '../limits.ts'
import { attemptCreatedAt } from '../run/attempt-created-at.ts'
import { endOfRun } from '../run/end-of-run.ts'
import { isoTime } from '../run/iso-time.ts'
import type { Cursors } from './cursors.ts'
import { endOfRow } from './end-of-row.ts'
import { faultOf } from './fault-of.ts'
import { findUntold } from './find-untold.ts'
import type { HatchetRuns } from './hatchet-runs.ts'
import { isDue } from './is-due.ts'
import type { KnownRuns } from './known-runs.ts'
import type { LedgerLookup } from './ledger-lookup.ts'
import { listWindow } from './list-window.ts'
import { nextCursor } from './next-cursor.ts'
import { nextWindow } from './next-window.ts'
import { readAhead } from './read-ahead.ts'
import type { RunRow } from './run-row.ts'
import { createTally, type Tally } from './tally.ts'
import type { ReconcileFault, TenantTick } from './tenant-tick.ts'
import type { Tick } from './tick.ts'
import type { TickReporter } from './tick-reporter.ts'

export interface ReconcilePorts extends ForwardPorts {
  readonly withoutLedger: 'refuse'
  readonly lookup: LedgerLookup
  readonly cursors: Cursors
  readonly known: KnownRuns
  readonly report: TickReporter
}

/** The time one tenant has. Both on our own clock, ms since 1970. */
export interface TenantTime {
  readonly listUntil: number
  readonly forwardUntil: number
  /** Ends what is still under way. */
  readonly signal: AbortSignal
}

/**
 * Tells what no webhook told: reads a window of one tenant's runs, and forwards those that ended and are not in the ledger.
 *
 * It may stop anywhere. What is told is in the ledger, and the cursor moves only when the window is told whole, so that the
 * next tick finds the rest.
 */
export const reconcileTenant = async (
  tenantId: string,
  runs: HatchetRuns,
  tick: Tick,
  ports: ReconcilePorts,
  time: TenantTime,
): Promise<TenantTick> => {
  const tally = createTally(tenantId)
  try {
    await readWindow(tenantId, runs, tick, ports, time, tally)
  } catch (error) {
    const reason = faultOf(error)
    if (reason === null) throw error
    tally.addFault(reason, String((error as Error).message))
  }
  return tally.result()
}

const readWindow = async (
  tenantId: string,
  runs: HatchetRuns,
  { schedule, windowMs, statuses }: Tick,
  ports: ReconcilePorts,
  time: TenantTime,
  tally: Tally,
): Promise<void> => {
  const { signal } = time
  const cursor = await ports.cursors.read(tenantId, schedule, signal)
  // Any answer tells Hatchet's time, by which all that follows goes.
  const here = isoTime(ports.now())
  await runs.list({ since: here, until: here, statuses, offset: 0, limit: 1 }, signal)
  const firstTick = await ports.cursors.firstTick(tenantId, runs.now(), signal)

  const window = nextWindow(cursor, windowMs, runs.now())
  const listed = await listWindow(runs, window, statuses, () => ports.now() < time.listUntil, signal)
  tally.addChecked(listed.rows.length)
  if (listed.unreadable > 0) tally.addFault('answer', 'rows of the list are no runs of the tenant', listed.unreadable)

  // Hatchet ignores filters that it does not understand.
  const ended = listed.rows.filter((row) => statuses.some((status) => status === row.status))
  const due = ended.filter((row) => isDue(endOfRow(row), firstTick, runs.now()))
  const untold = await findUntold(tenantId, due, ports, signal)
  const forwarded = await forwardUntold(tenantId, runs, untold, firstTick, ports, time, tally)
  if (!forwarded.isAll) return
  const next = nextCursor(cursor, window, listed.unread, windowMs, forwarded.passedOver)
  await ports.cursors.store(tenantId, schedule, next, signal)
  if (next.unread === null && next.heldSince === undefined) tally.setWhole()
}

/** @returns whether there was time for all of them, and those that may be read another time */
const forwardUntold = async (
  tenantId: string,
  runs: HatchetRuns,
  untold: readonly RunRow[],
  firstTick: number,
  ports: ReconcilePorts,
  { forwardUntil, signal }: TenantTime,
  tally: Tally,
): Promise<{ readonly isAll: boolean; readonly passedOver: readonly RunRow[] }> => {
  const passedOver: RunRow[] = []
  for await (const read of readAhead(untold, DETAILS_AT_ONCE, (row) => runs.read(row, signal))) {
    if (!read.ok) {
      const reason = faultOf(read.error)
      if (signal.aborted || reason === null || !mayPassOver(reason, passedOver.length)) throw read.error
      tally.addFault(reason, String((read.error as Error).message))
      passedOver.push(read.item)
      continue
    }
    if (ports.now() >= forwardUntil) return { isAll: false, passedOver }
    const report = read.value
    if (report === null) continue
    const { run } = report
    const end = endOfRun({ ...run, createdAt: attemptCreatedAt(run) })
    if (!isDue(end, firstTick, runs.now())) continue
    const forwarded = await forwardRun(report, 'reconcile', ports, signal)
    if (forwarded.outcome === 'forwarded') {
      tally.addFound()
      ports.report.found(forwarded.summary)
    }
    if (forwarded.outcome !== 'ignored' && run.status === read.item.status) ports.known.add(tenantId, read.item)
  }
  return { isAll: true, passedOver }
}

/** Whether a run that cannot be read is passed over: some must not keep the others from being told. Many are Hatchet's trouble. */
const mayPassOver = (reason: ReconcileFault, passedOver: number): boolean =>
  reason === 'answer' || reason === 'too-large' || (reason === 'unavailable' && passedOver < MAX_PASSED_OVER)
