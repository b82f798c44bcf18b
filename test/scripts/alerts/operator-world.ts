import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { createDynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts'
import { localClientConfig } from '../../../local/service/local-client-config.ts'
import { readIncidentsView } from '../../../scripts/alerts/read-incidents-view.ts'
import type { Deployment } from '../../../scripts/operator/deployment.ts'
import { START } from '../../support/alerts/alert-times.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { startIncidentsTable } from '../../support/incidents-table.ts'

const SIGNAL = new AbortController().signal

/** A deployment with a table of its own, until the test is over. */
export const startOperatorWorld = async () => {
  const incidents = await startIncidentsTable()
  onTestFinished(incidents.stop)
  const clock = createFakeClock(START)
  const store = createDynamoDbIncidentStore(incidents.client, incidents.table, clock.now)
  const lambda = new LambdaClient(localClientConfig('http://127.0.0.1:1'))
  const deployment: Deployment = {
    name: 'stage test',
    region: 'eu-central-1',
    named: ' --stage test',
    dynamoDb: incidents.client,
    incidentsTable: incidents.table,
    sqs: new SQSClient(localClientConfig('http://127.0.0.1:1')),
    queueUrls: async () => ({}),
    functionNamed: (functionName) => ({ client: lambda, functionName, region: 'eu-central-1' }),
  }
  return {
    incidents,
    clock,
    store,
    deployment,
    /** Stores items, each as its first version. */
    keep: async (...items: readonly IncidentItem[]): Promise<void> => {
      for (const item of items) await store.write({ ...item, version: 0 }, clock.now(), SIGNAL)
    },
    read: () => readIncidentsView(incidents.client, incidents.table, clock.now()),
    /** Something happens before each of so many writes of the deployment. */
    beforeWrites: (times: number, happens: () => Promise<unknown>): void => {
      let left = times
      incidents.client.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            if (commandName === 'PutItemCommand' && left > 0) {
              left -= 1
              const others = left
              left = 0
              await happens()
              left = others
            }
            return next(args)
          },
        { step: 'initialize' },
      )
    },
  }
}

/** The attribute of a number. */
export const N = (value: number): AttributeValue => ({ N: String(value) })
