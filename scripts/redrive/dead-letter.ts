import type { MessageAttributeValue } from '@aws-sdk/client-sqs'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'

/** A message that is on a dead-letter queue, and ours to handle for a while. */
export interface DeadLetter {
  readonly id: string
  readonly receiptHandle: string
  readonly body: string
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>
  /** When it was first put on a queue, ms since 1970; null where SQS does not say. */
  readonly sentAt: number | null
  /** How often it was received, this time included. */
  readonly receives: number
  readonly kind: DeadLetterKind
}

/** What a message is, as those who take RunSummaries see it. */
export type DeadLetterKind =
  | { readonly type: 'summary'; readonly workflow: string; readonly status: RunSummary['status'] }
  /** A RunSummary of a version that is not known here. */
  | { readonly type: 'version'; readonly version: string }
  /** A JSON object that is no RunSummary; the first member that is not as it must be. */
  | { readonly type: 'other'; readonly member: string }
  /** JSON, but null, a list, a text or the like. */
  | { readonly type: 'no-object' }
  | { readonly type: 'no-json' }
