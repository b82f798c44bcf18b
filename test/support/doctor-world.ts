import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch'
import { DescribeTableCommand, DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { GetFunctionConcurrencyCommand, LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda'
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { defineAlerts, slack, sns } from '../../lib/alerts/policy/policy.ts'
import { parseTenants } from '../../lib/hatchet/parse-tenants.ts'
import type { BackfillTurn } from '../../lib/reconcile/backfill-turn.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import type { DoctorWorld } from '../../scripts/doctor/doctor-world.ts'
import type { FoundStack } from '../../scripts/doctor/found-stack.ts'
import { TEST_SECRET } from './signed-event.ts'

export const DOCTOR_TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
export const DOCTOR_NOW = Date.parse('2026-11-22T12:00:00Z')

const CONFIG = localClientConfig('http://127.0.0.1:1')
const QUIET_TURN: BackfillTurn = { checked: 0, told: 0, left: 0, unread: [], stopped: null, next: null }

/** A deployment that is well, for as far as it can be told without a server; each test takes something from it. */
export const createDoctorWorld = (overrides: Partial<DoctorWorld> = {}) => {
  const clients = {
    cloudWatch: new CloudWatchClient(CONFIG),
    sns: new SNSClient(CONFIG),
    sqs: new SQSClient(CONFIG),
    dynamoDb: new DynamoDBClient(CONFIG),
  }
  const lambda = new LambdaClient(CONFIG)
  const aws = {
    cloudWatch: mockClient(clients.cloudWatch),
    sns: mockClient(clients.sns),
    sqs: mockClient(clients.sqs),
    dynamoDb: mockClient(clients.dynamoDb),
    lambda: mockClient(lambda),
  }
  const secrets: Record<string, string> = {
    'webhook-secret': TEST_SECRET,
    'hatchet-tenants': JSON.stringify([{ tenantId: DOCTOR_TENANT, token: 'hidden-token' }]),
    'alert-sinks': '{"chat":"https://hooks.slack.com/services/hidden"}',
  }
  const outputs: Record<string, string> = Object.fromEntries(OUTPUTS.map((name) => [name, `arn:${name}`]))
  const policy = defineAlerts({
    sinks: { team: sns(), chat: slack({ secret: 'chat' }) },
    routes: [{ name: 'default', sinks: ['team', 'chat'] }],
  })
  const world: DoctorWorld = {
    ...clients,
    deployment: {
      name: 'stage prod in eu-central-1',
      region: 'eu-central-1',
      named: ' --stage prod',
      sqs: clients.sqs,
      queueUrls: async () => ({}),
      dynamoDb: clients.dynamoDb,
      incidentsTable: 'incidents',
      functionNamed: (name) => ({
        client: lambda,
        functionName: `hatchet-run-relay-prod-${name}`,
        region: 'eu-central-1',
      }),
    },
    stage: 'prod',
    isLocal: false,
    localHatchetUrl: undefined,
    runsTable: 'runs',
    stack: async () => stackOf('UPDATE_COMPLETE', outputs),
    isOutOfReach: async () => false,
    output: async (name) => outputs[name] ?? '',
    secret: async (name) => secrets[name] ?? '',
    tenants: async () =>
      parseTenants(secrets['hatchet-tenants'] ?? '', { apiUrl: 'http://127.0.0.1:1', allowHttp: true }),
    functionConfiguration: async (name) => ({
      State: 'Active',
      LastUpdateStatus: 'Successful',
      FunctionArn: `arn:${name}`,
    }),
    slackOrigins: async () => ['https://hooks.slack.com'],
    policy: async () => policy,
    askReconcile: {
      tenants: async () => ({ ok: true, answer: { tenants: [DOCTOR_TENANT], stopped: null } }),
      turn: async () => ({ ok: true, answer: QUIET_TURN }),
    },
    now: () => DOCTOR_NOW,
    ...overrides,
  }
  aws.sqs.on(GetQueueUrlCommand).callsFake(async ({ QueueName }) => ({ QueueUrl: `https://sqs/${QueueName}` }))
  aws.sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } })
  aws.sns.on(ListSubscriptionsByTopicCommand).resolves({
    Subscriptions: [{ Endpoint: 'team@example.com', SubscriptionArn: 'arn:aws:sns:x' }],
  })
  aws.cloudWatch.on(GetMetricStatisticsCommand).resolves({ Datapoints: [{ Sum: 1 }] })
  aws.cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [alarmOf('run-alerts-dlq')] })
  aws.lambda.on(GetFunctionConcurrencyCommand).resolves({})
  aws.lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [MAPPING] })
  aws.dynamoDb.on(DescribeTableCommand).resolves({ Table: { TableStatus: 'ACTIVE' } })
  aws.dynamoDb.on(ScanCommand).resolves({ Items: [] })
  const setCursor = (readUntil: number | null): void => {
    const cursor = JSON.stringify({ readUntil, unread: null })
    aws.dynamoDb.on(GetItemCommand).resolves(readUntil === null ? {} : { Item: { cursor: { S: cursor } } })
  }
  setCursor(DOCTOR_NOW - 120_000)
  return { world, aws, secrets, outputs, setCursor }
}

const MAPPING = { UUID: 'uuid', State: 'Enabled', EventSourceArn: 'arn:hatchet-run-relay-prod-run-alerts' }

/** A stack that is an hour old. */
export const stackOf = (
  status: string,
  outputs: Readonly<Record<string, string>>,
  more: Partial<FoundStack> = {},
): FoundStack => ({
  ...{ status, reason: null, outputs, account: '123456789012' },
  ...{ createdAt: DOCTOR_NOW - 3_600_000, changedAt: DOCTOR_NOW - 3_600_000 },
  ...more,
})

/** An alarm of stage prod that is well. */
export const alarmOf = (name: string, more: Partial<MetricAlarm> = {}): MetricAlarm => ({
  AlarmName: `hatchet-run-relay-prod-${name}`,
  AlarmDescription: `as ${name} is described.`,
  AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:hatchet-run-relay-prod-operations'],
  ActionsEnabled: true,
  StateValue: 'OK',
  ...more,
})

const OUTPUTS = [
  'WebhookUrl',
  'RunSummariesQueueUrl',
  'DataKeyArn',
  'WebhookSecretArn',
  'HatchetTenantsSecretArn',
  'AlertSinksSecretArn',
  'AlertsTopicArn',
  'OperationsTopicArn',
]
