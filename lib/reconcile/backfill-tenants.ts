import type { BackfillTurn } from './backfill-turn.ts'

/** Of whom a backfill can tell. */
export interface BackfillTenants {
  /** Ids of the configured tenants. */
  readonly tenants: readonly string[]
  /** Why they could not be read; null where they were. */
  readonly stopped: BackfillTurn['stopped']
}
