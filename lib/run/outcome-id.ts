import { createHash } from 'node:crypto'
import { isoTime } from './iso-time.ts'
import type { TerminalStatus } from './run-status.ts'

/** What makes an outcome of a run the same outcome, however often and however it is reported. */
export interface Outcome {
  /** Lower case. */
  readonly tenantId: string
  /** Lower case where it is a UUID. */
  readonly runId: string
  readonly status: TerminalStatus
  /** When the attempt was created, ms since 1970: the most stable time of an ended attempt. */
  readonly createdAt: number
  /** How many outcomes of this status and createdAt the run had before: replaying one step of a DAG leaves createdAt. */
  readonly ordinal: number
}

/** The id of an outcome, a consumer's idempotency key: 64 hex digits, equal for all reads of an ended attempt. */
export const outcomeId = ({ tenantId, runId, status, createdAt, ordinal }: Outcome): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, runId, status, isoTime(createdAt), ...(ordinal === 0 ? [] : [ordinal])]))
    .digest('hex')
