import type { Fault } from './fault.ts'
import type { ApiCall } from './find-call.ts'

/** Faults that wait for their requests. */
export interface FaultQueue {
  /** @returns ends the fault before its time */
  add(fault: Fault): () => void
  /** The oldest fault that is for this call, which then has one request less to fail. */
  take(call: ApiCall, tenantId: string): Fault | undefined
}

export const createFaultQueue = (): FaultQueue => {
  const left = new Map<Fault, number>()
  return {
    add: (fault) => {
      const own = { ...fault }
      left.set(own, fault.times ?? 1)
      return () => left.delete(own)
    },
    take: (call, tenantId) => {
      for (const [fault, times] of left) {
        if (!isFor(fault, call, tenantId)) continue
        if (times > 1) left.set(fault, times - 1)
        else left.delete(fault)
        return fault
      }
      return undefined
    },
  }
}

const isFor = ({ on, ...only }: Fault, call: ApiCall, tenantId: string): boolean =>
  (on === 'any' || on === call.on) &&
  (only.tenantId === undefined || only.tenantId === tenantId) &&
  (only.runId === undefined || (call.on !== 'list' && only.runId === call.id))
