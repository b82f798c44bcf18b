import { isoTime } from '../run/iso-time.ts'
import type { Cursors } from './cursors.ts'
import { endOfRow } from './end-of-row.ts'
import { faultOf } from './fault-of.ts'
import { findUntold } from './find-untold.ts'
import { type ForwardUntoldPorts, type ForwardUntoldRules, forwardUntold } from './forward-untold.ts'
import type { HatchetRuns } from './hatchet-runs.ts'
import { isDue } from './is-due.ts'
import type { LedgerLookup } from './ledger-lookup.ts'
import { listWindow } from './list-window.ts'
import { nextCursor } from './next-cursor.ts'
import { nextWindow } from './next-window.ts'
import { createTally, type Tally } from './tally.ts'
import type { TenantTick } from './tenant-tick.ts'
import type { Tick } from './tick.ts'
import type { TickReporter } from './tick-reporter.ts'

export interface ReconcilePorts extends ForwardUntoldPorts {
  readonly lookup: LedgerLookup
  readonly cursors: Cursors
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
  const rules = rulesOf(runs, firstTick, ports, time, tally)
  const forwarded = await forwardUntold(tenantId, runs, untold, rules, ports, signal)
  if (!forwarded.isAll) return
  const next = nextCursor(cursor, window, listed.unread, windowMs, forwarded.passedOver)
  await ports.cursors.store(tenantId, schedule, next, signal)
  if (next.unread === null && next.heldSince === undefined) tally.setWhole()
}

const rulesOf = (
  runs: HatchetRuns,
  firstTick: number,
  ports: ReconcilePorts,
  { forwardUntil }: TenantTime,
  tally: Tally,
): ForwardUntoldRules => ({
  isDue: (end) => isDue(end, firstTick, runs.now()),
  isTimeLeft: () => ports.now() < forwardUntil,
  onForwarded: (summary) => {
    tally.addFound()
    ports.report.found(summary)
  },
  onPassedOver: (reason, detail) => tally.addFault(reason, detail),
})
