import * as v from 'valibot'
import type { RunRow } from '../reconcile/run-row.ts'
import { parseRunId } from '../run/parse-run-id.ts'
import { parseTime } from '../run/parse-time.ts'
import { readLeniently } from '../run/read-leniently.ts'
import { RUN_STATUSES } from '../run/run-status.ts'

const LenientTime = v.fallback(
  v.pipe(
    v.string(),
    v.transform((text) => parseTime(text) ?? null),
  ),
  null,
)

const RunRowSchema = v.object({
  metadata: v.object({
    id: v.pipe(
      v.string(),
      v.transform((text) => parseRunId(text)),
      v.string(),
    ),
    createdAt: v.pipe(
      v.string(),
      v.check((text) => typeof parseTime(text) === 'number'),
    ),
  }),
  tenantId: v.string(),
  status: v.picklist(RUN_STATUSES),
  startedAt: LenientTime,
  finishedAt: LenientTime,
  retryCount: v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
})

/**
 * Reads one row of the list of runs.
 *
 * @param tenantId - in lower case
 * @returns null where it is no run, or another tenant's
 */
export const readRunRow = (row: unknown, tenantId: string): RunRow | null => {
  const read = readLeniently(RunRowSchema, row)
  if (read === null || read.tenantId.toLowerCase() !== tenantId) return null
  const { metadata, status, startedAt, finishedAt, retryCount } = read
  return { runId: metadata.id, createdAt: metadata.createdAt, status, startedAt, finishedAt, retryCount }
}
