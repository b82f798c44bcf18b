import type { AlertPorts } from './alert-ports.ts'
import { RETRY_WAITS_MS } from './limits.ts'
import type { Admission, SinkGate } from './sink-gate.ts'
import { unlessStoreFails } from './unless-store-fails.ts'

/** Asks the gate for a message or a digest. Where it cannot answer, one sink waits, and no other is held up by it. */
export const admit = async (
  kind: keyof Pick<SinkGate, 'admit' | 'admitDigest'>,
  sink: string,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Admission> => {
  const { gate, now } = ports
  const admission = await unlessStoreFails(ports, () => gate[kind](sink, now(), signal))
  return admission ?? { isAdmitted: false, isResting: false, tryAt: now() + RETRY_WAITS_MS[0] }
}
