import { REJECTION_LINES_BURST, REJECTION_LINES_PER_SECOND } from '../limits.ts'

/** Keeps a flood of refused requests from becoming a flood of log lines, without losing count of it. */
export interface RejectionGate {
  /**
   * Counts a refusal.
   *
   * @returns how many refusals of this reason the line about it stands for; 0 if no line may be written now
   */
  admit(reason: string): number
}

/** @param now - milliseconds since 1970 */
export const createRejectionGate = (now: () => number): RejectionGate => {
  const held = new Map<string, number>()
  let lines = REJECTION_LINES_BURST
  let filledAt = now()
  return {
    admit: (reason) => {
      const count = (held.get(reason) ?? 0) + 1
      const refill = (Math.max(now() - filledAt, 0) / 1_000) * REJECTION_LINES_PER_SECOND
      lines = Math.min(lines + refill, REJECTION_LINES_BURST)
      filledAt = now()
      const admitted = lines >= 1
      if (admitted) lines -= 1
      held.set(reason, admitted ? 0 : count)
      return admitted ? count : 0
    },
  }
}
