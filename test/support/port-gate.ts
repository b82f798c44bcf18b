/** Everything that a tick waits for. */
export type PortCall =
  | 'tenants'
  | 'list'
  | 'details'
  | 'readMany'
  | 'read'
  | 'record'
  | 'readCursor'
  | 'storeCursor'
  | 'firstTick'
  | 'send'

export interface PortStep {
  readonly call: PortCall
  /** Whether what the call does is still to come. */
  readonly phase: 'before' | 'after'
  readonly tenantId: string
  /** Of calls for one run. */
  readonly runId?: string | undefined
  readonly signal: AbortSignal
}

/** Is asked before and after the effect of each call; what it throws is what the call fails with. */
export type OnStep = (step: PortStep) => void | Promise<void>

/** All calls of a tick pass here, so that a test can do anything between any two of them. */
export interface PortGate {
  onStep: OnStep
  /** How often each call was begun. */
  readonly calls: Record<PortCall, number>
  pass<T>(step: Omit<PortStep, 'phase'>, effect: () => T | Promise<T>): Promise<T>
}

/** @param transit - what happens to every call on its way, before its effect: time passes, and its caller may give up */
export const createPortGate = (transit: (step: Omit<PortStep, 'phase'>) => void): PortGate => {
  const calls: Record<PortCall, number> = {
    tenants: 0,
    list: 0,
    details: 0,
    readMany: 0,
    read: 0,
    record: 0,
    readCursor: 0,
    storeCursor: 0,
    firstTick: 0,
    send: 0,
  }
  const gate: PortGate = {
    onStep: () => {},
    calls,
    pass: async (step, effect) => {
      calls[step.call] += 1
      await gate.onStep({ ...step, phase: 'before' })
      transit(step)
      const value = await effect()
      await gate.onStep({ ...step, phase: 'after' })
      return value
    },
  }
  return gate
}
