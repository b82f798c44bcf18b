import type { SeenFailure } from '../alerts/incident/incident-item.ts'
import { SEEN_FAILURE_BYTES } from './seen-failure-bytes.ts'

/** Failures as the table keeps them, one after another: 8 bytes of the outcome's id, and the second of its arrival, big-endian. */
export const writeSeenFailures = (seen: readonly SeenFailure[]): Uint8Array => {
  const stored = Buffer.alloc(seen.length * SEEN_FAILURE_BYTES)
  for (const [index, { outcomeId, arrivedAt }] of seen.entries()) {
    const start = index * SEEN_FAILURE_BYTES
    stored.write(outcomeId, start, 'hex')
    stored.writeUInt32BE(arrivedAt / 1_000, start + 8)
  }
  return stored
}
