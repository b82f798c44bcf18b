import * as v from 'valibot'
import type { Scan } from './scan.ts'

const CheckSchema = v.object({
  check_id: v.string(),
  check_name: v.string(),
  resource: v.string(),
  check_result: v.object({ suppress_comment: v.optional(v.string(), '') }),
})

const ReportSchema = v.object({
  summary: v.object({ passed: v.number(), failed: v.number(), skipped: v.number(), parsing_errors: v.number() }),
  results: v.object({
    failed_checks: v.array(CheckSchema),
    skipped_checks: v.optional(v.array(CheckSchema), []),
  }),
})

/**
 * What checkov found, out of its JSON report.
 *
 * @throws if the text is no such report, or one of nothing
 */
export const readCheckovReport = (text: string): Scan => {
  const { summary, results } = v.parse(ReportSchema, JSON.parse(text))
  if (summary.passed === 0) throw new Error('checkov looked at nothing')
  const unread = summary.parsing_errors === 0 ? [] : [`${summary.parsing_errors} templates could not be read`]
  const failed = results.failed_checks.map(
    (check) => `${check.check_id} ${nameOf(check.resource)}: ${check.check_name}`,
  )
  const waived = Map.groupBy(
    results.skipped_checks,
    ({ check_id, check_result }) => `${check_id} ${check_result.suppress_comment}`,
  )
  return {
    findings: [...unread, ...failed],
    summary: `${summary.passed} checks passed, ${summary.failed} failed, ${summary.skipped} waived`,
    waivers: Array.from(waived, ([waiver, checks]) => {
      const resources = [...new Set(checks.map(({ resource }) => nameOf(resource)))]
      return `${waiver} (${resources.join(', ')})`
    }),
  }
}

const nameOf = (resource: string): string => resource.split('.').at(-1) ?? resource
