import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import type { RunReport } from '../../lib/run/run-report.ts'

/** The report of a body that must be a run; throws with the problems where it is none. */
export const reportOf = (body: unknown): RunReport => {
  const parsed = parseRunReport(body)
  if (!parsed.ok) throw new Error(`no run: ${JSON.stringify(parsed.problems)}`)
  return parsed.report
}
