import type { HatchetRuns } from './hatchet-runs.ts'
import { type ReconcilePorts, reconcileTenant } from './reconcile-tenant.ts'
import type { Tick } from './tick.ts'

/** A tenant, and its runs in Hatchet. */
export interface TenantRuns {
  readonly tenantId: string
  readonly runs: HatchetRuns
}

export interface TickPorts extends ReconcilePorts {
  /** A signal that is aborted after that many milliseconds, a whole number. */
  readonly timeout: (ms: number) => AbortSignal
}

/**
 * One tick of a schedule: one tenant after the other, each with its share of the time that is left. A tenant whose Hatchet
 * fails does not keep the others from their turn; without the ledger or the queues nothing can be told of anyone.
 *
 * @param endsAt - when all must have stopped, on our own clock: ms since 1970
 */
export const reconcile = async (
  tick: Tick,
  tenants: readonly TenantRuns[],
  ports: TickPorts,
  endsAt: number,
): Promise<void> => {
  for (const [index, { tenantId, runs }] of tenants.entries()) {
    const now = ports.now()
    const shareMs = Math.floor(Math.max(0, endsAt - now) / (tenants.length - index))
    const signal = ports.timeout(shareMs)
    const done = await reconcileTenant(tenantId, runs, tick, ports, {
      listUntil: now + shareMs * LIST_SHARE,
      forwardUntil: now + shareMs * FORWARD_SHARE,
      signal,
    })
    ports.report.tenant(done)
    // A call that the end of the tenant's own time cut off says nothing of the service.
    if (!signal.aborted && done.faults.some(({ reason }) => reason === 'ledger' || reason === 'queue')) return
  }
}

/** Of a tenant's time, when listing ends and when forwarding does; the rest is for what is still under way then. */
const LIST_SHARE = 0.5
const FORWARD_SHARE = 0.95
