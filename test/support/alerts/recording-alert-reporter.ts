import type { AlertReporter } from '../../../lib/alerts/alert-ports.ts'

export interface RecordingAlertReporter extends AlertReporter {
  /** As `<event> <sink> …`, in order; sweeps aside. */
  readonly events: string[]
  readonly faults: string[]
  /** What each sweep left to do. */
  readonly pending: number[]
}

/** Keeps what it is told. */
export const createRecordingAlertReporter = (): RecordingAlertReporter => {
  const [events, faults, pending]: [string[], string[], number[]] = [[], [], []]
  return {
    events,
    faults,
    pending,
    sent: (sink, kind, incidents) => events.push(`sent ${sink} ${kind} ${incidents}`),
    postponed: (sink, detail) => events.push(`postponed ${sink} ${detail}`),
    failed: (sink, detail) => events.push(`failed ${sink} ${detail}`),
    fault: (detail) => faults.push(detail),
    swept: (left) => pending.push(left),
  }
}
