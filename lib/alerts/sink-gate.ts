/** Whether a sink may be told now. */
export type Admission =
  | {
      readonly isAdmitted: true
      /** Transient failures in a row before this. */
      readonly failures: number
    }
  | {
      readonly isAdmitted: false
      /** Whether the sink rests because it fails; else the minute is full. */
      readonly isResting: boolean
      /** When to come again, ms since 1970. */
      readonly tryAt: number
    }

/** Keeps a storm of notifications, or a sink that does not work, from becoming a storm of messages and attempts. */
export interface SinkGate {
  /**
   * Asks for one message: at most {@link MAX_MESSAGES_PER_MINUTE} are admitted to a sink each minute, none while it rests.
   *
   * @throws StoreError
   */
  admit(sink: string, now: number, signal: AbortSignal): Promise<Admission>
  /**
   * As `admit`, for the one digest a minute.
   *
   * @throws StoreError
   */
  admitDigest(sink: string, now: number, signal: AbortSignal): Promise<Admission>
  /**
   * Notes a transient failure: after {@link MAX_SINK_FAILURES} in a row the sink rests.
   *
   * @throws StoreError
   */
  failed(sink: string, restUntil: number, signal: AbortSignal): Promise<void>
  /**
   * Notes that a sink works again.
   *
   * @throws StoreError
   */
  worked(sink: string, signal: AbortSignal): Promise<void>
}
