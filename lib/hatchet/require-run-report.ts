import { HatchetError } from '../errors.ts'
import type { RunRow } from '../reconcile/run-row.ts'
import { parseRunReport } from '../run/parse-run-report.ts'
import type { RunReport } from '../run/run-report.ts'

/**
 * The run that was asked for, of Hatchet's answer.
 *
 * @throws HatchetError 'answer' if it is no run, another run, or another tenant's
 */
export const requireRunReport = (body: unknown, { runId }: RunRow, tenantId: string): RunReport => {
  const parsed = parseRunReport(body)
  if (!parsed.ok) throw new HatchetError('answer', 'reading a run: an answer that is no run')
  const { run } = parsed.report
  if (run.metadata.id === runId && run.tenantId === tenantId) return parsed.report
  throw new HatchetError('answer', 'reading a run: an answer of another run or tenant')
}
