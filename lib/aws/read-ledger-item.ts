import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { RecordedOutcome } from '../forward/ledger.ts'
import { LEDGER_RETENTION_MS } from '../limits.ts'
import { readLedgerEntry } from './read-ledger-entry.ts'

/**
 * The outcomes of a run, out of its item. What has expired is left out: DynamoDB may take days to delete it.
 *
 * @param now - milliseconds since 1970
 */
export const readLedgerItem = (
  item: Readonly<Record<string, AttributeValue>> | undefined,
  now: number,
): readonly RecordedOutcome[] =>
  Object.entries(item ?? {})
    .filter(([name]) => /^[0-9a-f]{16}$/.test(name))
    .flatMap(([, value]) => readLedgerEntry(value.S ?? '') ?? [])
    .filter(({ recordedAt }) => recordedAt + LEDGER_RETENTION_MS > now)
