import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Ledger } from '../forward/ledger.ts'
import { TABLE_ATTEMPTS, TABLE_TIMEOUT_MS } from '../limits.ts'
import type { Cursors } from '../reconcile/cursors.ts'
import type { LedgerLookup } from '../reconcile/ledger-lookup.ts'
import { createDynamoDbCursors } from './dynamodb-cursors.ts'
import { createDynamoDbLedger } from './dynamodb-ledger.ts'
import { createDynamoDbLedgerLookup } from './dynamodb-ledger-lookup.ts'

/** What reconcile keeps in the table of runs. */
export interface RunsTable {
  readonly ledger: Ledger
  readonly lookup: LedgerLookup
  readonly cursors: Cursors
}

/**
 * The table of runs, for all that reconcile does with it.
 *
 * @param now - milliseconds since 1970
 */
export const createDynamoDbRunsTable = (client: DynamoDBClient, table: string, now: () => number): RunsTable => ({
  ledger: createDynamoDbLedger(client, table, now, TABLE_ATTEMPTS * TABLE_TIMEOUT_MS),
  lookup: createDynamoDbLedgerLookup(client, table, now),
  cursors: createDynamoDbCursors(client, table),
})
