import type { RunSummary } from '../run/run-summary-schema.ts'

/** The destination queues. */
export interface SummaryQueues {
  /**
   * Sends one message to every queue.
   *
   * @throws QueueError unless every queue has acknowledged it
   */
  send(summary: RunSummary, signal: AbortSignal): Promise<void>
}
