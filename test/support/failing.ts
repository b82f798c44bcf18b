import { portFault } from './port-fault.ts'
import type { OnStep, PortCall, PortStep } from './port-gate.ts'

/** Fails all such calls, before their effect or after it, for which an error is made. */
export const failing =
  (
    calls: readonly PortCall[],
    phase: PortStep['phase'] = 'before',
    fault: (step: PortStep) => Error | undefined = ({ call }) => portFault(call),
  ): OnStep =>
  (step) => {
    const error = calls.includes(step.call) && step.phase === phase ? fault(step) : undefined
    if (error !== undefined) throw error
  }
