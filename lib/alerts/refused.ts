import type { AlertPorts } from './alert-ports.ts'
import { giveUp } from './give-up.ts'
import { hasFailedForLong } from './has-failed-for-long.ts'
import type { Delivery } from './incident/delivery.ts'
import type { SinkState } from './incident/incident-item.ts'
import type { Digest } from './notification/digest.ts'
import type { Notification } from './notification/notification.ts'
import type { Admission } from './sink-gate.ts'

/** What becomes of a message that the gate does not admit: it waits, or is given up where the sink has failed for too long. */
export const refused = async (
  sink: string,
  message: Notification | Digest,
  before: Pick<SinkState, 'failingSince' | 'tries'>,
  { tryAt, isResting }: Extract<Admission, { isAdmitted: false }>,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<Delivery> =>
  isResting && hasFailedForLong(before, ports.now())
    ? giveUp(sink, message, 'it failed for too long, and rests', before, ports, signal)
    : { type: 'deferred', tryAt, isFailing: isResting }
