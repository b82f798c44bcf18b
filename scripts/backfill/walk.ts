import type { BackfillTurn } from '../../lib/reconcile/backfill-turn.ts'
import type { BackfillWindow } from '../../lib/reconcile/backfill-window.ts'
import type { Asked, AskReconcile } from './ask-reconcile.ts'
import type { Day } from './days-between.ts'
import type { Walked, WalkedTenant } from './walked.ts'

export interface WalkPorts {
  readonly ask: Pick<AskReconcile, 'turn'>
  /** Waits so many ms, or until the command is to stop. */
  readonly pause: (ms: number) => Promise<void>
  readonly isStopping: () => boolean
  /** Is told how far it is: one line for people. */
  readonly show: (line: string) => void
}

/** Waits before a turn is asked for again, ms; whoever fails once more is given up. */
const PAUSES_MS = [2_000, 5_000, 15_000, 30_000]

/** Wait where an answer was lost, ms: the turn may go on until then. Two at once could tell a run twice, under one id. */
const LOST_PAUSE_MS = 30_000

/** What another try does not mend. */
const FINAL: ReadonlySet<string> = new Set(['auth', 'secret'])

/**
 * Walks the days, oldest first, each for one tenant after the other, turn by turn until all of it is told. A tenant whose
 * turns fail again and again is given up, and the others go on.
 */
export const walk = async (
  tenantIds: readonly string[],
  days: readonly Day[],
  isDryRun: boolean,
  ports: WalkPorts,
): Promise<Walked> => {
  const tenants = new Map(tenantIds.map((tenantId) => [tenantId, newTenant()]))
  for (const [index, day] of days.entries()) {
    for (const [tenantId, walked] of tenants) {
      const show = (words = ''): void => {
        const all = [...tenants.values()]
        const [checked, told] = [sum(all, 'checked'), sum(all, 'told')].map((count) => count.toLocaleString('en'))
        const where = `${day.since.slice(0, 10)}, day ${index + 1} of ${days.length}`
        ports.show(`${where}: runs checked ${checked}, ${isDryRun ? 'to tell' : 'told'} ${told}${words}`)
      }
      const isDone =
        walked.givenUp !== null || (await walkDay({ tenantId, dryRun: isDryRun }, day, walked, ports, show))
      if (!isDone) return { tenants, stoppedAt: day.since }
    }
  }
  return { tenants, stoppedAt: null }
}

const newTenant = (): WalkedTenant => ({
  checked: 0,
  told: 0,
  left: 0,
  unread: new Map(),
  lostAnswers: 0,
  givenUp: null,
})

const sum = (tenants: readonly WalkedTenant[], count: 'checked' | 'told'): number =>
  tenants.reduce((total, tenant) => total + tenant[count], 0)

/** @returns whether it came to an end, if only by giving up: else it was told to stop */
const walkDay = async (
  question: { readonly tenantId: string; readonly dryRun: boolean },
  day: Day,
  walked: WalkedTenant,
  { ask, pause, isStopping }: WalkPorts,
  show: (words?: string) => void,
): Promise<boolean> => {
  let next: BackfillWindow | null = { ...day, offset: 0, after: null }
  let failures = 0
  while (next !== null) {
    if (isStopping()) return false
    show()
    const asked = await ask.turn({ ...question, ...next })
    const trouble = troubleOf(asked, next)
    if (asked.ok) {
      if (asked.answer.told > 0 || !isSame(asked.answer.next, next)) failures = 0
      add(walked, asked.answer)
      next = asked.answer.next
    }
    if (trouble === null) continue
    const { reason, detail } = trouble
    const pauseMs = PAUSES_MS[failures]
    if (pauseMs === undefined || FINAL.has(reason)) {
      walked.givenUp = { since: day.since, reason, detail }
      return true
    }
    failures += 1
    if (reason === 'lost') walked.lostAnswers += 1
    show(`; trying again after: ${reason}, ${detail}`)
    await pause(reason === 'lost' ? LOST_PAUSE_MS : pauseMs)
  }
  return true
}

/** What kept a turn from doing what it could. */
const troubleOf = (asked: Asked<BackfillTurn>, before: BackfillWindow): { reason: string; detail: string } | null => {
  if (!asked.ok) return asked
  const { stopped, told, next } = asked.answer
  if (stopped !== null) return stopped
  return told === 0 && isSame(next, before) ? { reason: 'slow', detail: 'a whole turn told nothing' } : null
}

const isSame = (next: BackfillWindow | null, before: BackfillWindow): boolean =>
  next !== null && next.until === before.until && next.offset === before.offset && next.after === before.after

const add = (walked: WalkedTenant, { checked, told, left, unread }: BackfillTurn): void => {
  walked.checked += checked
  walked.told += told
  walked.left += left
  for (const { reason, detail, count } of unread) {
    walked.unread.set(reason, { detail, count: count + (walked.unread.get(reason)?.count ?? 0) })
  }
}
