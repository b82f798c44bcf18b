import { randomUUID } from 'node:crypto'
import type { AlertPorts } from '../alerts/alert-ports.ts'
import { MAX_SINK_ANSWER_BYTES, SINK_CONNECT_TIMEOUT_MS, SINK_REQUEST_TIMEOUT_MS } from '../alerts/limits.ts'
import type { Sink } from '../alerts/notification/sink.ts'
import type { AlertPolicy } from '../alerts/policy/alert-policy.ts'
import { isAlertPolicy } from '../alerts/policy/is-alert-policy.ts'
import type { SinkDefinition } from '../alerts/policy/sink-definition.ts'
import { createPagerDutySink } from '../alerts/sinks/create-pager-duty-sink.ts'
import { createSinkSecrets } from '../alerts/sinks/create-sink-secrets.ts'
import { createSlackSink } from '../alerts/sinks/create-slack-sink.ts'
import type { SinkWorld } from '../alerts/sinks/sink-world.ts'
import type { AlertConfig } from '../config/parse-alert-config.ts'
import { ConfigError } from '../errors.ts'
import { postJson } from '../http/post-json.ts'
import { TABLE_ATTEMPTS, TABLE_TIMEOUT_MS } from '../limits.ts'
import { sleep } from '../sleep.ts'
import { createDynamoDbClient } from './create-dynamodb-client.ts'
import { createSecretsManagerClient } from './create-secrets-manager-client.ts'
import { createSnsClient } from './create-sns-client.ts'
import { createDynamoDbIncidentStore } from './dynamodb-incident-store.ts'
import { createDynamoDbSilences } from './dynamodb-silences.ts'
import { createDynamoDbSinkGate } from './dynamodb-sink-gate.ts'
import { readSecretText } from './read-secret-text.ts'
import { createSnsSink } from './sns-topic.ts'

/**
 * What alerting needs of the world, on AWS; all but its reporter, which each invocation has one of.
 *
 * @throws ConfigError if the policy was not checked
 */
export const createAwsAlertPorts = (policy: AlertPolicy, config: AlertConfig): Omit<AlertPorts, 'report'> => {
  if (!isAlertPolicy(policy)) throw new ConfigError('alerts.config.ts must export what defineAlerts returns')
  const now = (): number => Date.now()
  const dynamoDb = createDynamoDbClient(TABLE_ATTEMPTS, TABLE_TIMEOUT_MS)
  const table = config.INCIDENTS_TABLE
  const topic = createSnsSink(createSnsClient(), config.ALERTS_TOPIC_ARN)
  const toSink = sinkMaker(topic, config, now)
  return {
    policy,
    store: createDynamoDbIncidentStore(dynamoDb, table, now),
    gate: createDynamoDbSinkGate(dynamoDb, table),
    silences: createDynamoDbSilences(dynamoDb, table, now),
    sinks: new Map([
      [TOPIC, topic],
      ...Object.entries(policy.sinks).map(([name, each]): [string, Sink] => [name, toSink(each)]),
    ]),
    fallback: Object.entries(policy.sinks).find(([, { type }]) => type === 'sns')?.[0] ?? TOPIC,
    now,
    random: Math.random,
    sleep,
    timeout: (ms) => AbortSignal.timeout(ms),
    newClaimant: randomUUID,
  }
}

/** The topic, where the policy has no name for it: none that a policy can give. */
const TOPIC = '(topic)'

const POST_OPTIONS = {
  maxBytes: MAX_SINK_ANSWER_BYTES,
  connectTimeoutMs: SINK_CONNECT_TIMEOUT_MS,
  requestTimeoutMs: SINK_REQUEST_TIMEOUT_MS,
} as const

const sinkMaker = (topic: Sink, config: AlertConfig, now: () => number): ((definition: SinkDefinition) => Sink) => {
  const client = createSecretsManagerClient()
  const secrets = createSinkSecrets((signal) => readSecretText(client, config.ALERT_SINKS_SECRET_ID, signal), now)
  const world: SinkWorld = { secrets, post: (url, value, signal) => postJson(url, value, POST_OPTIONS, signal), now }
  return (definition) => {
    if (definition.type === 'slack') return createSlackSink(definition.secret, config.SLACK_ORIGINS, world)
    return definition.type === 'pagerduty'
      ? createPagerDutySink(definition.secret, config.PAGERDUTY_ORIGIN, world)
      : topic
  }
}
