import type { BackfillWindow } from './backfill-window.ts'
import type { ReconcileFault } from './tenant-tick.ts'

/**
 * What one turn of a backfill did. Runs are listed in parts, and each part is told before the next is listed: but for `told`,
 * the counts are of those parts that are done.
 */
export interface BackfillTurn {
  /** Runs that had ended. */
  readonly checked: number
  /** Runs that were told now; in a dry run, those that would be. */
  readonly told: number
  /** Runs that are for the polls to tell, or have ended only just now. */
  readonly left: number
  /** Runs that could not be read, each reason once. */
  readonly unread: readonly { readonly reason: ReconcileFault; readonly detail: string; readonly count: number }[]
  /** What kept it from going on; null where only its time was over. */
  readonly stopped: { readonly reason: ReconcileFault; readonly detail: string } | null
  /** What the next turn has to read; null where all is told. */
  readonly next: BackfillWindow | null
}
