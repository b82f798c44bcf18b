import { LedgerError } from '../errors.ts'
import { LEDGER_FAILURES_BEFORE_REST, LEDGER_REST_MS } from '../limits.ts'
import type { Ledger } from './ledger.ts'

/**
 * A ledger that is left alone for a while after it has failed several times in a row: senders do not wait for it then.
 *
 * @param now - milliseconds since 1970
 */
export const restAfterFailures = (ledger: Ledger, now: () => number): Ledger => {
  let failures = 0
  let restsUntil = Number.NEGATIVE_INFINITY
  const guarded = async <T>(use: () => Promise<T>): Promise<T> => {
    if (now() < restsUntil) throw new LedgerError('the ledger failed before and is left alone for a while')
    try {
      const value = await use()
      failures = 0
      return value
    } catch (error) {
      failures += 1
      if (failures >= LEDGER_FAILURES_BEFORE_REST) restsUntil = now() + LEDGER_REST_MS
      throw error
    }
  }
  return {
    read: (...args) => guarded(() => ledger.read(...args)),
    record: (...args) => guarded(() => ledger.record(...args)),
  }
}
