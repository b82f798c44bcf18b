import type { FakeClock } from './fake-clock.ts'
import { portFault } from './port-fault.ts'
import type { OnStep, PortCall } from './port-gate.ts'

/** Leaves all such calls without an answer until their caller gives up. */
export const hanging =
  (clock: FakeClock, calls: readonly PortCall[]): OnStep =>
  ({ call, phase, signal }) => {
    if (phase === 'after' || !calls.includes(call)) return
    clock.exhaust(signal)
    throw portFault(call)
  }
