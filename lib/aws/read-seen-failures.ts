import type { SeenFailure } from '../alerts/incident/incident-item.ts'
import { SEEN_FAILURE_BYTES } from './seen-failure-bytes.ts'

/** What `writeSeenFailures` wrote; null where the bytes cannot be that. */
export const readSeenFailures = (bytes: Uint8Array | undefined): readonly SeenFailure[] | null => {
  const stored = Buffer.from(bytes ?? [])
  if (bytes === undefined || stored.length % SEEN_FAILURE_BYTES !== 0) return null
  return Array.from({ length: stored.length / SEEN_FAILURE_BYTES }, (_, index) => {
    const start = index * SEEN_FAILURE_BYTES
    return { outcomeId: stored.toString('hex', start, start + 8), arrivedAt: stored.readUInt32BE(start + 8) * 1_000 }
  })
}
