import type { RecordedOutcome } from '../../lib/forward/ledger.ts'

/** An outcome of the ledger, of the run and the attempt that a built row shows, with some members replaced. */
export const buildRecordedOutcome = (overrides: Partial<RecordedOutcome> = {}): RecordedOutcome => ({
  status: 'FAILED',
  createdAt: Date.parse('2026-11-22T11:42:52.660Z'),
  startedAt: Date.parse('2026-11-22T11:42:53Z'),
  finishedAt: Date.parse('2026-11-22T11:42:54Z'),
  tasks: null,
  ordinal: 0,
  recordedAt: Date.parse('2026-11-22T11:43:00Z'),
  ...overrides,
})
