import * as v from 'valibot'
import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { isTerminal } from '../../lib/run/is-terminal.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import { type RunSummary, RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { summarizeRun } from '../../lib/run/summarize-run.ts'
import { readPayloads } from '../../local/send/read-payloads.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'

/**
 * Reads a run, as Hatchet answers it or as a summary on a queue has it.
 *
 * @param file - `-` for standard input
 * @param dashboardUrl - base of the link to it, where it is no summary
 * @param now - ms since 1970
 * @throws UsageError that says what it is instead
 */
export const readSummary = (file: string, dashboardUrl: string, now: number): RunSummary => {
  const [payload, ...others] = readPayloads([file])
  if (payload === undefined || others.length > 0) throw new UsageError(`${file} is a folder: name one file`)
  const body = parseJson(Buffer.from(payload.body).toString())
  if (body === undefined) throw new UsageError(`${file} is not JSON`)
  if (isJsonObject(body) && 'version' in body && 'runId' in body) {
    const summary = v.safeParse(RunSummarySchema, body)
    if (!summary.success) {
      const problems = summary.issues
        .slice(0, 5)
        .map((issue) => `  ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
      throw new UsageError([`${file} is no RunSummary:`, ...problems].join('\n'))
    }
    return summary.output
  }
  const parsed = parseRunReport(body)
  if (!parsed.ok) {
    const problems = parsed.problems.slice(0, 5).map(({ path, expected }) => `  ${path || 'the file'}: ${expected}`)
    throw new UsageError([`${file} is no run of Hatchet. Expected:`, ...problems].join('\n'))
  }
  const { report } = parsed
  if (!isTerminal(report)) {
    throw new UsageError(`${file} is a run that is ${report.run.status}: only runs that have ended are told`)
  }
  const finding = { source: 'webhook', receivedAt: now, ordinal: 0 } as const
  return summarizeRun(report, finding, { dashboardUrl: dashboardUrl.replace(/\/+$/, ''), metadataKeys: [] })
}
