import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { LedgerError } from '../errors.ts'
import type { Ledger, RecordedOutcome } from '../forward/ledger.ts'
import { LEDGER_RETENTION_MS, MAX_LEDGER_OUTCOMES } from '../limits.ts'
import { faultName } from './fault-name.ts'
import { ledgerEntryName } from './ledger-entry-name.ts'
import { ledgerKey } from './ledger-key.ts'
import { readLedgerItem } from './read-ledger-item.ts'
import { writeLedgerEntry } from './write-ledger-entry.ts'

/**
 * The ledger in DynamoDB: one item per run, each outcome an attribute of it.
 *
 * @param now - milliseconds since 1970
 * @param budgetMs - time a call may take in all: the client's own limit ends with the first byte of an answer
 */
export const createDynamoDbLedger = (
  client: DynamoDBClient,
  TableName: string,
  now: () => number,
  budgetMs: number,
): Ledger => ({
  read: async (run, signal) => {
    const command = new GetItemCommand({ TableName, Key: ledgerKey(run), ConsistentRead: true })
    try {
      return readLedgerItem((await client.send(command, { abortSignal: within(budgetMs, signal) })).Item, now())
    } catch (cause) {
      throw new LedgerError(`the ledger cannot be read: ${faultName(cause)}`, { cause })
    }
  },
  record: async (run, outcome, known, signal) => {
    const oldest = oldestBeyondLimit(known ?? []).map((each) => ledgerEntryName(run, each))
    const command = new UpdateItemCommand({
      TableName,
      Key: ledgerKey(run),
      // What was read and is not known has expired, or is no outcome.
      UpdateExpression: `SET #new = ${known === null ? 'if_not_exists(#new, :new)' : ':new'}, expiresAt = :expiresAt${removal(oldest)}`,
      ExpressionAttributeNames: {
        '#new': ledgerEntryName(run, outcome),
        ...Object.fromEntries(oldest.map((name, index) => [`#old${index}`, name])),
      },
      ExpressionAttributeValues: {
        ':new': { S: writeLedgerEntry(outcome) },
        ':expiresAt': { N: String(Math.ceil((outcome.recordedAt + LEDGER_RETENTION_MS) / 1_000)) },
      },
    })
    try {
      await client.send(command, { abortSignal: within(budgetMs, signal) })
    } catch (cause) {
      throw new LedgerError(`the ledger cannot be written: ${faultName(cause)}`, { cause })
    }
  },
})

const within = (ms: number, signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(ms)])

/** Those that must go so that there is room for one more. */
const oldestBeyondLimit = (known: readonly RecordedOutcome[]): readonly RecordedOutcome[] =>
  [...known].sort((a, b) => b.recordedAt - a.recordedAt).slice(MAX_LEDGER_OUTCOMES - 1)

const removal = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` REMOVE ${names.map((_, index) => `#old${index}`).join(', ')}`
