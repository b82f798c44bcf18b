import type { RunSummary } from '../../../lib/run/run-summary-schema.ts'
import { runId } from '../run-id.ts'
import { minute, START } from './alert-times.ts'
import { INCIDENT_KEY } from './incident-key.ts'

/**
 * The summary of a failed run of the workflow that tests are about, with some members replaced.
 *
 * @param index - another run for another number
 */
export const buildSummary = (index: number, overrides: Partial<RunSummary> = {}): RunSummary => ({
  version: 1,
  id: index.toString(16).padStart(16, '0').padEnd(64, '0'),
  runId: runId(index),
  tenantId: INCIDENT_KEY.tenantId,
  workflowId: INCIDENT_KEY.workflowId,
  workflowVersionId: null,
  workflowName: 'charge-card',
  displayName: `charge-card-${index}`,
  status: 'FAILED',
  createdAt: isoTime(minute(-1)),
  startedAt: isoTime(minute(-1)),
  finishedAt: isoTime(START),
  durationMs: 60_000,
  queueMs: 0,
  error: { type: 'Error', message: 'card declined', truncated: false },
  failedTasks: ['charge'],
  attempt: 1,
  parentRunId: null,
  url: `https://hatchet.example/runs/${index}`,
  metadata: {},
  source: 'webhook',
  receivedAt: overrides.finishedAt ?? isoTime(START),
  ...overrides,
})

const isoTime = (at: number): string => new Date(at).toISOString()
