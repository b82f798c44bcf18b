import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import { startDynamoDbEmulator } from '../../local/emulators/dynamodb-emulator.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'

type Attributes = Record<string, AttributeValue>

export interface IncidentsTable {
  /** Where the emulator listens. */
  readonly url: string
  readonly client: DynamoDBClient
  readonly table: string
  /** An item as it is stored; empty where there is none. */
  item(pk: string, sk: string): Promise<Attributes>
  /** Stores attributes beside those of the key, in place of what was there. */
  put(pk: string, sk: string, attributes: Readonly<Attributes>): Promise<void>
  stop(): Promise<void>
}

/** The table of incidents with its index, in an emulated DynamoDB of its own. */
export const startIncidentsTable = async (): Promise<IncidentsTable> => {
  const emulator = await startDynamoDbEmulator()
  const client = new DynamoDBClient(localClientConfig(emulator.url))
  const TableName = 'incidents'
  await client.send(createTable(TableName))
  return {
    url: emulator.url,
    client,
    table: TableName,
    item: async (pk, sk) => {
      const Key = { pk: { S: pk }, sk: { S: sk } }
      return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item ?? {}
    },
    put: async (pk, sk, attributes) => {
      await client.send(new PutItemCommand({ TableName, Item: { ...attributes, pk: { S: pk }, sk: { S: sk } } }))
    },
    stop: async () => {
      client.destroy()
      await emulator.stop()
    },
  }
}

const createTable = (TableName: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'due', AttributeType: 'S' },
      { AttributeName: 'dueAt', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'due', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  })

/** An incident that is open and that one sink was told of, not stored yet, with some members replaced. */
export const buildIncidentItem = (overrides: Partial<IncidentItem> = {}): IncidentItem => ({
  key: { tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52', workflowId: 'workflow-1', route: 'default' },
  version: 0,
  workflowName: 'charge-card',
  open: { id: 'incident-1', openedAt: 1_000, firstFailAt: 900, total: 2, isSilenced: false },
  last: null,
  ever: 2,
  lastFailAt: 950,
  lastOkAt: null,
  recent: [],
  seen: [
    { outcomeId: '0123456789abcdef', arrivedAt: 1_000 },
    { outcomeId: 'fedcba9876543210', arrivedAt: 2_000 },
  ],
  sample: {
    at: 950,
    runId: 'run-1',
    displayName: 'charge-card-1',
    status: 'FAILED',
    url: 'https://hatchet.example/run-1',
    error: 'card declined',
    failedTasks: ['charge'],
    durationMs: 250,
  },
  sinks: {
    team: {
      incidentId: 'incident-1',
      maybeIncidentId: null,
      told: 2,
      toldAt: 1_000,
      intervalMs: 900_000,
      failingSince: null,
      tries: 0,
      tryAt: null,
      claim: null,
    },
  },
  dueAt: 901_000,
  ...overrides,
})
