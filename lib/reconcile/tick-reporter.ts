import type { RunSummary } from '../run/run-summary-schema.ts'
import type { ReconcileFault, TenantTick } from './tenant-tick.ts'

/** Is told what a tick does. */
export interface TickReporter {
  /** A run was found, and is forwarded. */
  found(summary: RunSummary): void
  /** A tenant had its turn. */
  tenant(tick: TenantTick): void
  /** Something kept the whole tick from its work. */
  fault(reason: ReconcileFault, detail: string): void
  /** The tick is over: `off` where no tenant is configured. */
  ticked(outcome: 'done' | 'off' | 'failed'): void
}
