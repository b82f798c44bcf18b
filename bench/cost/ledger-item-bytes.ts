import { buildRuns } from '../calls/build-runs.ts'
import { toldItem } from '../calls/told-item.ts'

/** Of a number DynamoDB stores two digits in a byte, and one byte more. */
const EXPIRES_AT_BYTES = 'expiresAt'.length + 6

/** A run's item in the ledger, bytes, names of attributes included. */
export const ledgerItemBytes = (): number => {
  const [details] = buildRuns(1, 0, 1)
  if (details === undefined) throw new Error('no run was built')
  return Object.entries(toldItem(details)).reduce(
    (sum, [name, { S = '' }]) => sum + Buffer.byteLength(name) + Buffer.byteLength(S),
    EXPIRES_AT_BYTES,
  )
}
