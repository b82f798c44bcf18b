import { HatchetError, LedgerError, QueueError, SecretError } from '../errors.ts'
import type { ReconcileFault } from './tenant-tick.ts'

/** What an error means for a tick; null for one that is none of ours. */
export const faultOf = (error: unknown): ReconcileFault | null => {
  if (error instanceof HatchetError) return error.reason
  if (error instanceof LedgerError) return 'ledger'
  if (error instanceof QueueError) return 'queue'
  return error instanceof SecretError ? 'secret' : null
}
