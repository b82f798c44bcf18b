import { SecretError } from '../errors.ts'
import { parseTick } from './parse-tick.ts'
import { reconcile, type TenantRuns, type TickPorts } from './reconcile.ts'

/** The configured tenants. */
export interface Tenants {
  /** @throws SecretError if they cannot be read, or are not as they must be */
  load(signal: AbortSignal): Promise<readonly TenantRuns[]>
}

/**
 * Runs one tick of a schedule, from its event to its heartbeat.
 *
 * @param event - the schedule's input, `{"schedule":"5min","windowMinutes":60}`
 * @param remainingMs - until all must have stopped
 * @throws TypeError if the event is no such input; what fails beyond that is reported, and the next tick goes on
 */
export const runTick = async (
  event: unknown,
  tenants: Tenants,
  ports: TickPorts,
  remainingMs: number,
): Promise<void> => {
  const { report } = ports
  const tick = parseTick(event)
  const endsAt = ports.now() + remainingMs
  try {
    const configured = await tenants.load(ports.timeout(Math.max(0, Math.floor(remainingMs))))
    await reconcile(tick, configured, ports, endsAt)
    report.ticked(configured.length === 0 ? 'off' : 'done')
  } catch (error) {
    if (!(error instanceof SecretError)) throw error
    report.fault('secret', error.message)
    report.ticked('failed')
  }
}
