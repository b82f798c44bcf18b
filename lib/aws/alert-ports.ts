import { randomUUID } from 'node:crypto'
import type { AlertPorts } from '../alerts/alert-ports.ts'
import type { Sink } from '../alerts/notification/sink.ts'
import type { AlertPolicy } from '../alerts/policy/alert-policy.ts'
import { isAlertPolicy } from '../alerts/policy/is-alert-policy.ts'
import { ConfigError } from '../errors.ts'
import { TABLE_ATTEMPTS, TABLE_TIMEOUT_MS } from '../limits.ts'
import { sleep } from '../sleep.ts'
import { createDynamoDbClient } from './create-dynamodb-client.ts'
import { createSnsClient } from './create-sns-client.ts'
import { createDynamoDbIncidentStore } from './dynamodb-incident-store.ts'
import { createDynamoDbSilences } from './dynamodb-silences.ts'
import { createDynamoDbSinkGate } from './dynamodb-sink-gate.ts'
import { createSnsSink } from './sns-topic.ts'

/**
 * What alerting needs of the world, on AWS; all but its reporter, which each invocation has one of.
 *
 * @param table - of incidents
 * @param topicArn - of alerts
 * @throws ConfigError if the policy was not checked
 */
export const createAwsAlertPorts = (
  policy: AlertPolicy,
  table: string,
  topicArn: string,
): Omit<AlertPorts, 'report'> => {
  if (!isAlertPolicy(policy)) throw new ConfigError('alerts.config.ts must export what defineAlerts returns')
  const now = (): number => Date.now()
  const dynamoDb = createDynamoDbClient(TABLE_ATTEMPTS, TABLE_TIMEOUT_MS)
  const topic = createSnsSink(createSnsClient(), topicArn)
  const sinks = Object.keys(policy.sinks).map((name): [string, Sink] => [name, topic])
  return {
    policy,
    store: createDynamoDbIncidentStore(dynamoDb, table, now),
    gate: createDynamoDbSinkGate(dynamoDb, table),
    silences: createDynamoDbSilences(dynamoDb, table, now),
    sinks: new Map(sinks),
    fallback: Object.entries(policy.sinks).find(([, { type }]) => type === 'sns')?.[0] ?? null,
    now,
    random: Math.random,
    sleep,
    timeout: (ms) => AbortSignal.timeout(ms),
    newClaimant: randomUUID,
  }
}
