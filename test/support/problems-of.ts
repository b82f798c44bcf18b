import { type Problem, parseRunReport } from '../../lib/run/parse-run-report.ts'

/** What is wrong with a body; empty where it is a run. */
export const problemsOf = (body: unknown): readonly Problem[] => {
  const parsed = parseRunReport(body)
  return parsed.ok ? [] : parsed.problems
}
