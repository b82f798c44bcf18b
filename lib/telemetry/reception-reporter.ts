import { MAX_LOGGED_BYTES, MAX_LOGGED_DETAIL_BYTES } from '../limits.ts'
import { cutText } from '../run/cut-text.ts'
import { isoTime } from '../run/iso-time.ts'
import type { RunSummary } from '../run/run-summary-schema.ts'
import type { Reception, Refused } from '../webhook/reception.ts'
import { type EmfEvent, emfLine } from './emf-line.ts'
import { createRejectionGate, type RejectionGate } from './rejection-gate.ts'

/** The value of the metric dimension `service`. */
const SERVICE = 'hatchet-run-relay'

export interface ReporterOptions {
  readonly stage: string
  /** Workflows that have metrics of their own. */
  readonly metricWorkflows: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Takes one line, without its end. */
  readonly write: (line: string) => void
}

/** Tells CloudWatch what became of a request. */
export type ReceptionReporter = (reception: Reception, requestId: string) => void

/**
 * Reports each request on one line, which is both its log and its metrics.
 *
 * The line never holds a body, a header but the delivery's id, or a value of a refused body, and is at most 1 KB.
 */
export const createReceptionReporter = ({ stage, metricWorkflows, now, write }: ReporterOptions): ReceptionReporter => {
  const gate = createRejectionGate(now)
  return (reception, requestId) => {
    const description = describe(reception, gate, metricWorkflows)
    if (description === null) return
    const { level, message, members, ...rest } = description
    const timestamp = now()
    const head = { timestamp: isoTime(timestamp), level, message, service: SERVICE, stage }
    const ids = {
      requestId,
      ...(reception.webhookId !== null && { webhookId: logged(reception.webhookId) }),
      ...(reception.signedWith !== null && { signedWith: reception.signedWith }),
    }
    write(emfLine({ timestamp, members: { ...head, ...members, ...ids }, ...rest }))
  }
}

interface Description extends Omit<EmfEvent, 'timestamp'> {
  readonly level: 'INFO' | 'WARN' | 'ERROR'
  readonly message: string
}

const describe = (
  reception: Reception,
  gate: RejectionGate,
  metricWorkflows: readonly string[],
): Description | null => {
  switch (reception.outcome) {
    case 'forwarded':
      return describeForwarded(reception.summary, metricWorkflows)
    case 'ignored':
      return {
        level: 'INFO',
        message: 'run ignored: it has not ended',
        members: { status: reception.status, runId: logged(reception.runId) },
        metrics: { Ignored: 1 },
      }
    case 'refused':
      return describeRefused(reception, reception.signedWith === null ? gate.admit(reception.reason) : 1)
  }
}

const describeForwarded = (summary: RunSummary, metricWorkflows: readonly string[]): Description => ({
  level: 'INFO',
  message: 'run forwarded',
  members: {
    status: summary.status,
    workflow: logged(summary.workflowName),
    runId: logged(summary.runId),
    tenantId: summary.tenantId,
    workflowId: summary.workflowId,
    source: summary.source,
  },
  metrics: { RunsForwarded: 1, RunDuration: summary.durationMs, RunQueueTime: summary.queueMs },
  ...(metricWorkflows.includes(summary.workflowName) && { extraDimension: 'workflow' }),
})

const describeRefused = (refused: Refused, count: number): Description | null =>
  count === 0
    ? null
    : {
        level: refused.reason === 'secret' || refused.reason === 'queue' ? 'ERROR' : 'WARN',
        message: 'request refused',
        members: {
          reason: refused.reason,
          ...(refused.detail !== undefined && {
            detail: cutText(refused.detail, MAX_LOGGED_DETAIL_BYTES, MAX_LOGGED_DETAIL_BYTES),
          }),
          ...(refused.runId !== undefined && { runId: logged(refused.runId) }),
          ...(refused.problems && { paths: pathsOf(refused.problems) }),
          ...(refused.bodySha256 !== undefined && { bodySha256: refused.bodySha256 }),
        },
        metrics: { Rejected: count },
      }

const pathsOf = (problems: NonNullable<Refused['problems']>): string =>
  cutText(problems.map(({ path }) => path || '(body)').join(' '), 2 * MAX_LOGGED_BYTES)

/** A text that others chose, as far as a line has room for it. */
const logged = (text: string): string => cutText(text, MAX_LOGGED_BYTES, MAX_LOGGED_BYTES)
