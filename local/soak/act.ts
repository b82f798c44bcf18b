import type { TerminalStatus } from '../../lib/run/run-status.ts'
import type { Fault } from '../hatchet/fault.ts'
import type { SinkFault } from '../sinks/sink-fault.ts'

/** A run of the soak. It ends when its time has come. */
export interface PlannedRun {
  readonly runId: string
  readonly workflow: string
  readonly status: TerminalStatus
  /** Which of the recorded runs of that status it is like, from 0 to less than 1. */
  readonly like: number
}

/** Something that happens in a soak, and when: ms from its beginning. */
export type Act = { readonly at: number } & (
  | {
      readonly type: 'run'
      readonly run: PlannedRun
      /** Whether it is in Hatchet's list too, where a poll comes across it. */
      readonly isInHatchet: boolean
      /** How long after its answer it is sent once more, ms; null for never. */
      readonly repeatAfterMs: number | null
    }
  /** A run that nobody sends: only Hatchet knows. */
  | { readonly type: 'unsent'; readonly run: PlannedRun }
  /** A run that has not ended, by a share as {@link PlannedRun.like}. */
  | { readonly type: 'ignored'; readonly like: number }
  /** A request that must be refused, by its number among them. */
  | { readonly type: 'refused'; readonly index: number }
  | { readonly type: 'sink-fault'; readonly fault: SinkFault }
  | { readonly type: 'sinks-heal' }
  | { readonly type: 'queues-down'; readonly isDown: boolean }
  | { readonly type: 'hatchet-fault'; readonly fault: Fault }
  /** Kills a process of a function with -9: which one, by a share of those that there are. */
  | { readonly type: 'kill'; readonly which: number }
  | { readonly type: 'sweep' }
  | { readonly type: 'poll' }
)
