import { SecretError } from '../errors.ts'
import { BACKFILL_TURN_MS } from '../limits.ts'
import { type BackfillPorts, backfillTenant } from './backfill-tenant.ts'
import type { BackfillTenants } from './backfill-tenants.ts'
import type { BackfillTurn } from './backfill-turn.ts'
import { parseBackfill } from './parse-backfill.ts'
import type { TenantRuns } from './reconcile.ts'
import type { Tenants } from './run-tick.ts'

export interface RunBackfillPorts extends BackfillPorts {
  /** A signal that is aborted after that many milliseconds, a whole number. */
  readonly timeout: (ms: number) => AbortSignal
}

/**
 * Answers the event of a backfill: who is configured, or what one turn of one tenant did.
 *
 * @param remainingMs - until all must have stopped
 * @throws TypeError if the event is no such question; what fails beyond that is in the answer
 */
export const runBackfill = async (
  event: unknown,
  tenants: Tenants,
  ports: RunBackfillPorts,
  remainingMs: number,
): Promise<BackfillTenants | BackfillTurn> => {
  const question = parseBackfill(event)
  const startedAt = ports.now()
  const signal = ports.timeout(Math.max(0, Math.floor(remainingMs)))
  const { configured, stopped } = await load(tenants, signal)
  if (question === 'tenants') return { tenants: configured.map(({ tenantId }) => tenantId), stopped }

  const { tenantId, window } = question
  const asked = configured.find((tenant) => tenant.tenantId === tenantId)
  const turn =
    asked === undefined
      ? { ...NOTHING, stopped: stopped ?? NOT_CONFIGURED, next: window }
      : await backfillTenant(asked.runs, question, ports, {
          turnEndsAt: startedAt + Math.min(BACKFILL_TURN_MS, remainingMs * TURN_SHARE),
          forwardUntil: startedAt + remainingMs * FORWARD_SHARE,
          signal,
        })
  ports.report.turn(tenantId, turn)
  return turn
}

/** Of the time there is, when no further part is begun, and when forwarding ends. */
const TURN_SHARE = 0.5
const FORWARD_SHARE = 0.95

const NOTHING = { checked: 0, told: 0, left: 0, unread: [] } as const
const NOT_CONFIGURED = { reason: 'secret', detail: 'the secret of tenants does not name this one' } as const

const load = async (
  tenants: Tenants,
  signal: AbortSignal,
): Promise<{ readonly configured: readonly TenantRuns[]; readonly stopped: BackfillTurn['stopped'] }> => {
  try {
    return { configured: await tenants.load(signal), stopped: null }
  } catch (error) {
    if (!(error instanceof SecretError)) throw error
    return { configured: [], stopped: { reason: 'secret', detail: error.message } }
  }
}
