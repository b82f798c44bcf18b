import { PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'
import {
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import { CreateSecretCommand, DeleteSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { GetQueueUrlCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import type { Clients } from './clients.ts'

/** What a deployment is made well with, and ill. */
export interface Illness {
  /** Makes what the emulator's CloudFormation leaves out and the doctor looks at: the secrets, as a user puts them, and an alarm. */
  complete(): Promise<void>
  /** Does what goes wrong in a deployment. */
  spread(): Promise<void>
}

const SECRETS = {
  'webhook-secret': Buffer.alloc(32, 'doctor').toString('base64'),
  'hatchet-tenants': '[{"tenantId":"707d0855-80ab-4e1f-a156-f1c4546cbf52","token":"of-nobody"}]',
  'alert-sinks': '{}',
}

/**
 * @param stack - `hatchet-run-relay-test`, what everything is named after
 * @param folder - `hatchet-run-relay/test`, what secrets are named after
 * @param topic - ARN of the one that alarms tell
 * @param deadLetters - bodies of messages that failed
 */
export const createIllness = (
  { cloudWatch, lambda, secrets, sqs }: Clients,
  {
    stack,
    folder,
    topic,
    deadLetters,
  }: { stack: string; folder: string; topic: string; deadLetters: readonly string[] },
): Illness => {
  const AlarmName = `${stack}-run-alerts-dlq`
  const put = (name: string, SecretString: string) =>
    secrets.send(new PutSecretValueCommand({ SecretId: `${folder}/${name}`, SecretString }))
  const complete = async (): Promise<void> => {
    for (const [name, SecretString] of Object.entries(SECRETS)) {
      await secrets.send(new CreateSecretCommand({ Name: `${folder}/${name}`, SecretString }))
    }
    const watches = {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
    } as const
    const rings = {
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    } as const
    await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName, AlarmActions: [topic], ...watches, ...rings }))
  }
  const spread = async (): Promise<void> => {
    await put('webhook-secret', 'no base64')
    await put('alert-sinks', '[]')
    await secrets.send(new DeleteSecretCommand({ SecretId: `${folder}/hatchet-tenants`, RecoveryWindowInDays: 7 }))
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a message' }))
    const FunctionName = `${stack}-receive`
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }))
    const { EventSourceMappings: [mapping] = [] } = await lambda.send(new ListEventSourceMappingsCommand({}))
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: false }))
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${stack}-run-alerts-dlq` }))
    const Entries = deadLetters.map((MessageBody, index) => ({ Id: String(index), MessageBody }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  }
  return { complete, spread }
}
