import { MAX_LOGGED_BYTES } from '../limits.ts'
import { cutText } from '../run/cut-text.ts'
import type { Reception, Refused } from '../webhook/reception.ts'
import { describeForwarded } from './describe-forwarded.ts'
import type { EventDescription } from './event-description.ts'
import { createEventWriter, type EventWriterOptions } from './event-writer.ts'
import { loggedDetail } from './logged-detail.ts'
import { loggedText } from './logged-text.ts'
import { createRejectionGate, type RejectionGate } from './rejection-gate.ts'

export interface ReporterOptions extends EventWriterOptions {
  /** Workflows that have metrics of their own. */
  readonly metricWorkflows: readonly string[]
}

/** Tells CloudWatch what became of a request. */
export type ReceptionReporter = (reception: Reception, requestId: string) => void

/**
 * Reports each request on one line, which is both its log and its metrics; one more tells that the ledger could not be used.
 *
 * A line never holds a body, a header but the delivery's id, or a value of a refused body, and is at most 1 KB.
 */
export const createReceptionReporter = ({ metricWorkflows, ...options }: ReporterOptions): ReceptionReporter => {
  const gate = createRejectionGate(options.now)
  const writeEvent = createEventWriter(options)
  return (reception, requestId) => {
    for (const event of describe(reception, gate, metricWorkflows)) {
      writeEvent(event, {
        requestId,
        ...(reception.webhookId !== null && { webhookId: loggedText(reception.webhookId) }),
        ...(reception.signedWith !== null && { signedWith: reception.signedWith }),
      })
    }
  }
}

const describe = (
  reception: Reception,
  gate: RejectionGate,
  metricWorkflows: readonly string[],
): readonly EventDescription[] => {
  switch (reception.outcome) {
    case 'forwarded':
      return [
        describeForwarded(reception.summary, metricWorkflows),
        ...(reception.ledgerFault === null
          ? []
          : [describeLedgerFault(reception.ledgerFault, reception.summary.runId)]),
      ]
    case 'duplicate':
      return [describeUntold('run not forwarded: it was before', reception, { Duplicates: 1 })]
    case 'ignored':
      return [describeUntold('run ignored: it has not ended', reception, { Ignored: 1 })]
    case 'refused':
      return describeRefused(reception, reception.signedWith === null ? gate.admit(reception.reason) : 1)
  }
}

const describeUntold = (
  message: string,
  { status, runId }: { readonly status: string; readonly runId: string },
  metrics: EventDescription['metrics'],
): EventDescription => ({ level: 'INFO', message, members: { status, runId: loggedText(runId) }, metrics })

const describeLedgerFault = (fault: string, runId: string): EventDescription => ({
  level: 'WARN',
  message: 'run forwarded without the ledger: it may be told again',
  members: { detail: loggedDetail(fault), runId: loggedText(runId) },
  metrics: { LedgerErrors: 1 },
})

/** @param count - refusals that the line stands for; none is written of 0 */
const describeRefused = (refused: Refused, count: number): readonly EventDescription[] => {
  if (count === 0) return []
  const members = {
    reason: refused.reason,
    ...(refused.detail !== undefined && { detail: loggedDetail(refused.detail) }),
    ...(refused.runId !== undefined && { runId: loggedText(refused.runId) }),
    ...(refused.problems && { paths: pathsOf(refused.problems) }),
    ...(refused.bodySha256 !== undefined && { bodySha256: refused.bodySha256 }),
  }
  const level = refused.reason === 'secret' || refused.reason === 'queue' ? 'ERROR' : 'WARN'
  return [{ level, message: 'request refused', members, metrics: { Rejected: count } }]
}

const pathsOf = (problems: NonNullable<Refused['problems']>): string =>
  cutText(problems.map(({ path }) => path || '(body)').join(' '), 2 * MAX_LOGGED_BYTES)
