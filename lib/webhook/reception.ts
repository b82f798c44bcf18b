import type { Forwarded } from '../forward/forward-run.ts'
import type { Problem } from '../run/parse-run-report.ts'
import type { RefusalReason } from './refusals.ts'
import type { SigningKey } from './signing-key.ts'

/** A request that was not taken. Of a body that was refused it holds nothing but the hash. */
export interface Refused {
  readonly outcome: 'refused'
  readonly reason: RefusalReason
  /** What exactly was wrong, for logs: a sender is not told how its signature failed. */
  readonly detail?: string
  /** What is missing in a body that is no V1WorkflowRun. */
  readonly problems?: readonly Problem[]
  /** Hex SHA-256 of a signed body that is no V1WorkflowRun, to recognise it by. */
  readonly bodySha256?: string
  /** The run that no queue could be told of. */
  readonly runId?: string
}

/** What became of one request. */
export type Reception = (Forwarded | Refused) & {
  /** The sender's id of the delivery, well formed; null where there is none. */
  readonly webhookId: string | null
  /** The key it was signed with; null for a stranger, whose requests are logged sparingly. */
  readonly signedWith: SigningKey['keyId'] | null
}
