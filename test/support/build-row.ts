import type { RunRow } from '../../lib/reconcile/run-row.ts'
import { runId } from './run-id.ts'

/** A row of the list, with some members replaced. */
export const buildRow = (overrides: Partial<RunRow> = {}): RunRow => ({
  runId: runId(1),
  createdAt: '2026-11-22T11:42:52.660346Z',
  status: 'FAILED',
  startedAt: Date.parse('2026-11-22T11:42:53Z'),
  finishedAt: Date.parse('2026-11-22T11:42:54Z'),
  retryCount: 0,
  ...overrides,
})
