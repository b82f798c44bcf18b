import { BACKFILL_PART_RUNS, BACKFILL_TURN_MS } from '../limits.ts'
import { parseTime } from '../run/parse-time.ts'
import { TERMINAL_STATUSES } from '../run/run-status.ts'
import type { BackfillReporter } from './backfill-reporter.ts'
import type { BackfillTurn } from './backfill-turn.ts'
import type { BackfillWindow } from './backfill-window.ts'
import type { Cursors } from './cursors.ts'
import { endOfRow } from './end-of-row.ts'
import { faultOf } from './fault-of.ts'
import { findUntold } from './find-untold.ts'
import {
  type ForwardedUntold,
  type ForwardUntoldPorts,
  type ForwardUntoldRules,
  forwardUntold,
} from './forward-untold.ts'
import type { HatchetRuns } from './hatchet-runs.ts'
import { isPast } from './is-past.ts'
import type { LedgerLookup } from './ledger-lookup.ts'
import { listWindow, type WindowRuns } from './list-window.ts'
import type { BackfillQuestion } from './parse-backfill.ts'
import type { RunRow } from './run-row.ts'
import { createTally, type Tally } from './tally.ts'

export interface BackfillPorts extends ForwardUntoldPorts {
  readonly lookup: LedgerLookup
  readonly cursors: Pick<Cursors, 'readFirstTick'>
  readonly report: BackfillReporter
}

/** The time one turn has. All on our own clock, ms since 1970. */
export interface BackfillTime {
  /** When no further part is begun. */
  readonly turnEndsAt: number
  /** When no further run is told. */
  readonly forwardUntil: number
  /** Ends what is still under way. */
  readonly signal: AbortSignal
}

/**
 * Tells what ended before the polls began, or what they no longer look at: reads a window of one tenant's runs part by part,
 * and forwards those that ended and are not in the ledger.
 *
 * It may stop anywhere, and be repeated at any time: what is told is in the ledger. It moves no cursor.
 */
export const backfillTenant = async (
  runs: HatchetRuns,
  question: BackfillQuestion,
  ports: BackfillPorts,
  time: BackfillTime,
): Promise<BackfillTurn> => {
  const tally = createTally(question.tenantId)
  let next: BackfillWindow | null = question.window
  let left = 0
  let stopped: BackfillTurn['stopped'] = null
  try {
    while (next !== null) {
      const part: Part = await tellPart(runs, { ...question, window: next }, ports, time, tally)
      left += part.left
      next = part.rest
      if (!part.isAll || ports.now() >= time.turnEndsAt) break
    }
  } catch (error) {
    const reason = faultOf(error)
    if (reason === null) throw error
    stopped = { reason, detail: String((error as Error).message) }
  }
  const { checked, found, faults } = tally.result()
  return { checked, told: found, left, unread: faults, stopped, next }
}

interface Part {
  /** Whether there was time for all of it. */
  readonly isAll: boolean
  readonly left: number
  /** What is to be read after it; the part itself where there was no time for all of it. */
  readonly rest: BackfillWindow | null
}

const tellPart = async (
  runs: HatchetRuns,
  { tenantId, window, isDryRun }: BackfillQuestion,
  ports: BackfillPorts,
  time: BackfillTime,
  tally: Tally,
): Promise<Part> => {
  const { signal } = time
  const listed = await listPart(runs, window, ports, signal)
  // A first tick that is not stored yet will be later than this.
  const listedAt = runs.now()
  const firstTick = (await ports.cursors.readFirstTick(tenantId, signal)) ?? listedAt
  const mayTell: MayTell = (end, run) => isPast(end, run, firstTick, runs.now())
  // Hatchet ignores filters that it does not understand.
  const ended = listed.rows.filter(
    ({ runId, status }) => runId !== window.after && TERMINAL_STATUSES.some((terminal) => terminal === status),
  )
  const past = ended.filter((row) => mayTell(endOfRow(row), row))
  const untold = await findUntold(tenantId, past, ports, signal)
  const { isAll, notDue } = isDryRun
    ? countAll(untold, tally)
    : await tell(tenantId, runs, untold, mayTell, ports, time, tally)
  if (!isAll) return { isAll, left: 0, rest: window }
  tally.addChecked(ended.length)
  if (listed.unreadable > 0) tally.addFault('answer', 'rows of the list are no runs of the tenant', listed.unreadable)
  return { isAll, left: ended.length - past.length + notDue, rest: restOf(window, listed) }
}

type MayTell = ForwardUntoldRules['isDue']

const listPart = (runs: HatchetRuns, window: BackfillWindow, { now }: BackfillPorts, signal: AbortSignal) => {
  const listUntil = now() + BACKFILL_TURN_MS / 2
  const [since = 0, end = 0] = [window.since, window.until].map((text) => parseTime(text) ?? 0)
  const unread = { since, until: window.until, offset: window.offset, end }
  return listWindow(runs, unread, TERMINAL_STATUSES, () => now() < listUntil, signal, BACKFILL_PART_RUNS)
}

const restOf = ({ since, after }: BackfillWindow, { rows, unread }: WindowRuns): BackfillWindow | null =>
  unread && { since, until: unread.until, offset: unread.offset, after: rows.at(-1)?.runId ?? after }

const countAll = (untold: readonly RunRow[], tally: Tally): Pick<ForwardedUntold, 'isAll' | 'notDue'> => {
  for (const _ of untold) tally.addFound()
  return { isAll: true, notDue: 0 }
}

const tell = async (
  tenantId: string,
  runs: HatchetRuns,
  untold: readonly RunRow[],
  mayTell: MayTell,
  ports: BackfillPorts,
  { turnEndsAt, forwardUntil, signal }: BackfillTime,
  tally: Tally,
): Promise<ForwardedUntold> => {
  const until = Math.min(forwardUntil, Math.max(turnEndsAt, ports.now() + BACKFILL_TURN_MS / 2))
  const passedOver: Parameters<Tally['addFault']>[] = []
  let told = 0
  const rules: ForwardUntoldRules = {
    isDue: mayTell,
    // Whatever the time, one is told: else a slow Hatchet would be asked for the same by every turn.
    isTimeLeft: () => told === 0 || ports.now() < until,
    onForwarded: (summary) => {
      told += 1
      tally.addFound()
      ports.report.told(summary)
    },
    onPassedOver: (reason, detail) => passedOver.push([reason, detail]),
  }
  const forwarded = await forwardUntold(tenantId, runs, untold, rules, ports, signal)
  if (forwarded.isAll) for (const fault of passedOver) tally.addFault(...fault)
  return forwarded
}
