import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LedgerError } from '../errors.ts'
import type { RecordedOutcome } from '../forward/ledger.ts'
import type { LedgerLookup } from '../reconcile/ledger-lookup.ts'
import { faultName } from './fault-name.ts'
import { ledgerKey } from './ledger-key.ts'
import { readLedgerItem } from './read-ledger-item.ts'

/**
 * Reads the ledger of many runs at once. What is read may be a second old: in doubt the ledger itself is asked.
 *
 * @param now - milliseconds since 1970
 */
export const createDynamoDbLedgerLookup = (client: DynamoDBClient, table: string, now: () => number): LedgerLookup => ({
  readMany: async (tenantId, runIds, signal) => {
    const Keys = runIds.map((runId) => ledgerKey({ tenantId, runId }))
    const items = await batchGet(client, table, Keys, signal)
    const outcomes = new Map(items.map((item) => [item['pk']?.S, readLedgerItem(item, now())]))
    return new Map(
      runIds.map((runId): [string, readonly RecordedOutcome[]] => [
        runId,
        outcomes.get(ledgerKey({ tenantId, runId })['pk']?.S) ?? [],
      ]),
    )
  },
})

const batchGet = async (
  client: DynamoDBClient,
  table: string,
  Keys: Record<string, AttributeValue>[],
  signal: AbortSignal,
): Promise<readonly Record<string, AttributeValue>[]> => {
  const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys } } })
  const { Responses, UnprocessedKeys } = await client.send(command, { abortSignal: signal }).catch((cause) => {
    throw new LedgerError(`the ledger cannot be read: ${faultName(cause)}`, { cause })
  })
  // A key that was not looked at may well be in the ledger.
  const unread = UnprocessedKeys?.[table]?.Keys?.length ?? 0
  if (unread > 0) throw new LedgerError(`the ledger left ${unread} of ${Keys.length} runs unread`)
  return Responses?.[table] ?? []
}
