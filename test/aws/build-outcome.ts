import type { RecordedOutcome } from '../../lib/forward/ledger.ts'

/** When {@link buildOutcome} was recorded: ms since 1970. */
export const RECORDED_AT = Date.UTC(2026, 10, 22, 12)

/** An outcome that was told, with some members replaced. */
export const buildOutcome = (overrides: Partial<RecordedOutcome> = {}): RecordedOutcome => ({
  status: 'FAILED',
  createdAt: Date.UTC(2026, 10, 22, 11, 42, 52, 794),
  startedAt: Date.UTC(2026, 10, 22, 11, 42, 52, 804),
  finishedAt: Date.UTC(2026, 10, 22, 11, 42, 53, 54),
  tasks: {
    failed: new Map([['41332814-a0d4-4254-b257-cfdb756ee55a', 1]]),
    ended: new Map([['dec7b7fb-3be6-45ed-a9f4-413d7d1327e7', 0]]),
    retries: 1,
    highestRetry: 1,
    allEnded: true,
  },
  ordinal: 0,
  recordedAt: RECORDED_AT,
  ...overrides,
})
