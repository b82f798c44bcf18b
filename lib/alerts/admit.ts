import { StoreError } from '../errors.ts'
import type { AlertPorts } from './alert-ports.ts'
import { RETRY_WAITS_MS } from './limits.ts'
import type { Admission, SinkGate } from './sink-gate.ts'

/** Asks the gate for a message or a digest. Where it cannot answer, one sink waits, and no other is held up by it. */
export const admit = async (
  kind: keyof Pick<SinkGate, 'admit' | 'admitDigest'>,
  sink: string,
  { gate, report, now }: AlertPorts,
  signal: AbortSignal,
): Promise<Admission> => {
  try {
    return await gate[kind](sink, now(), signal)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    report.fault(error.message)
    return { isAdmitted: false, isResting: false, tryAt: now() + RETRY_WAITS_MS[0] }
  }
}
