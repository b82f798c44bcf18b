import type { HatchetFault } from '../errors.ts'

/** Why a tick did not do all it should: the value of a metric's dimension. */
export type ReconcileFault = HatchetFault | 'ledger' | 'queue' | 'secret'

/** What one tick did for one tenant. */
export interface TenantTick {
  readonly tenantId: string
  /** Runs that were listed. */
  readonly checked: number
  /** Runs that nobody had told, and that were told now. */
  readonly found: number
  /** Whether the whole window was read and everything in it is told: if not, the next tick goes on. */
  readonly isWhole: boolean
  /** What went wrong, each kind once, with how often it did. */
  readonly faults: readonly { readonly reason: ReconcileFault; readonly detail: string; readonly count: number }[]
}
