import { isoTime } from '../run/iso-time.ts'
import { emfLine } from './emf-line.ts'
import type { EventDescription } from './event-description.ts'
import { writeLine } from './write-line.ts'

export interface EventWriterOptions {
  readonly stage: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Takes one line, without its end; standard output if it is left out. */
  readonly write?: (line: string) => void
}

/** The value of the metric dimension `service`. */
const SERVICE = 'hatchet-run-relay'

/**
 * Writes an event as one line, which is both its log and its metrics.
 *
 * @param ids - correlation ids, the line's last members
 */
export type EventWriter = (event: EventDescription, ids: Readonly<Record<string, string>>) => void

export const createEventWriter =
  ({ stage, now, write = writeLine }: EventWriterOptions): EventWriter =>
  ({ level, message, members, ...rest }, ids) => {
    const timestamp = now()
    const head = { timestamp: isoTime(timestamp), level, message, service: SERVICE, stage }
    write(emfLine({ timestamp, members: { ...head, ...members, ...ids }, ...rest }))
  }
