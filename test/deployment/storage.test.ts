import { beforeAll, describe, expect, it } from 'vitest'
import { packageTemplate } from '../support/deployment/package-template.ts'
import { resourcesOf } from '../support/deployment/resources-of.ts'
import type { Template } from '../support/deployment/template.ts'

const KEY = { 'Fn::GetAtt': ['DataKey', 'Arn'] }
const DAY_S = 86_400

interface Queue {
  readonly QueueName: string
  readonly KmsMasterKeyId: unknown
  readonly MessageRetentionPeriod: number
  readonly VisibilityTimeout?: number
  readonly RedrivePolicy?: {
    readonly deadLetterTargetArn: { 'Fn::GetAtt': string[] }
    readonly maxReceiveCount: number
  }
}
interface Statement {
  readonly Sid: string
  readonly Effect: string
  readonly Principal: unknown
  readonly Action: string
  readonly Resource: unknown
  readonly Condition: unknown
}

let template: Template
beforeAll(async () => {
  template = await packageTemplate('default')
}, 30_000)

const queues = () => resourcesOf<Queue>(template, 'AWS::SQS::Queue')
const deadLetterOf = ({ Properties }: { Properties: Queue }) =>
  Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0]
const statementsOn = (type: string, list: string, id: string) =>
  resourcesOf<Record<string, readonly { Ref: string }[]> & { PolicyDocument: { Statement: Statement[] } }>(
    template,
    type,
  )
    .filter(({ Properties }) => Properties[list]?.some(({ Ref }) => Ref === id))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
const TLS_ONLY = { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }

describe('every queue', () => {
  it('is encrypted, and open to nobody without TLS', () => {
    expect(queues()).toHaveLength(4)
    for (const { id, Properties } of queues()) {
      expect(Properties.KmsMasterKeyId).toEqual(KEY)
      expect(statementsOn('AWS::SQS::QueuePolicy', 'Queues', id)).toEqual([
        expect.objectContaining({ ...TLS_ONLY, Action: 'sqs:*', Resource: '*' }),
      ])
    }
  })

  it('has a dead-letter queue of its own that keeps messages longer, and five attempts; or is one', () => {
    const targets = queues().flatMap((queue) => deadLetterOf(queue) ?? [])
    expect(new Set(targets).size).toBe(targets.length)
    for (const queue of queues()) {
      if (targets.includes(queue.id)) continue
      const target = queues().find(({ id }) => id === deadLetterOf(queue))
      expect(queue.Properties.RedrivePolicy?.maxReceiveCount).toBe(5)
      expect(queue.Properties.MessageRetentionPeriod).toBe(4 * DAY_S)
      expect(target?.Properties.MessageRetentionPeriod).toBe(14 * DAY_S)
    }
  })

  it('hides a message six times as long as its function may take, and the time a batch is waited for', () => {
    const mappings = resourcesOf<{
      FunctionName: { 'Fn::GetAtt': string[] }
      EventSourceArn: { 'Fn::GetAtt': string[] }
      MaximumBatchingWindowInSeconds: number
    }>(template, 'AWS::Lambda::EventSourceMapping')
    expect(mappings).not.toHaveLength(0)
    for (const { Properties } of mappings) {
      const queue = template.Resources[Properties.EventSourceArn['Fn::GetAtt'][0] ?? '']?.Properties
      const target = template.Resources[Properties.FunctionName['Fn::GetAtt'][0] ?? '']?.Properties
      const least = 6 * Number(target?.['Timeout']) + Properties.MaximumBatchingWindowInSeconds
      expect(Number(queue?.['VisibilityTimeout'])).toBeGreaterThanOrEqual(least)
    }
  })
})

describe('every topic', () => {
  it('is encrypted, and takes nothing without TLS', () => {
    const topics = resourcesOf<{ KmsMasterKeyId: unknown }>(template, 'AWS::SNS::Topic')
    expect(topics.map(({ id }) => id)).toEqual(['AlertsTopic', 'OperationsTopic'])
    for (const { id, Properties } of topics) {
      expect(Properties.KmsMasterKeyId).toEqual(KEY)
      expect(statementsOn('AWS::SNS::TopicPolicy', 'Topics', id)).toContainEqual(
        expect.objectContaining({ ...TLS_ONLY, Action: 'sns:Publish', Resource: { Ref: id } }),
      )
    }
  })

  it('takes no alarm but the operations topic, which takes those of this service', () => {
    const allowed = (id: string) =>
      statementsOn('AWS::SNS::TopicPolicy', 'Topics', id).filter(({ Effect }) => Effect === 'Allow')
    expect(allowed('AlertsTopic')).toEqual([])
    expect(allowed('OperationsTopic')).toEqual([
      expect.objectContaining({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish' }),
    ])
    expect(JSON.stringify(allowed('OperationsTopic')[0]?.Condition)).toContain(':alarm:hatchet-run-relay-test-*')
  })

  it('has no subscriber, unless a parameter names some', async () => {
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toEqual([])
    const subscriptions = resourcesOf(await packageTemplate('full'), 'AWS::SNS::Subscription')
    const told = subscriptions.map(({ Properties }) => [Properties['TopicArn'], Properties['Endpoint']])
    expect(told).toEqual([
      [{ Ref: 'AlertsTopic' }, 'people@example.com'],
      [{ Ref: 'AlertsTopic' }, 'others@example.com'],
      [{ Ref: 'OperationsTopic' }, 'people@example.com'],
    ])
  })
})

describe('what is stored', () => {
  it('keeps nothing of a deployment that fails as it makes it: the next one could not take it over', () => {
    const policies = Object.entries(template.Resources).map(([id, { DeletionPolicy }]) => [id, DeletionPolicy])
    expect(policies.filter(([, policy]) => policy === 'Retain')).toEqual([])
  })

  it('stays with its key when the service is removed, and can be brought back to any moment', () => {
    const tables = resourcesOf(template, 'AWS::DynamoDB::Table')
    expect(tables).toHaveLength(2)
    for (const table of tables) {
      expect(table).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY },
        },
      })
    }
    expect(resourcesOf(template, 'AWS::KMS::Key')).toEqual([
      expect.objectContaining({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }),
    ])
    expect(template.Resources['DataKey']?.Properties['EnableKeyRotation']).toBe(true)
  })

  it('is no secret in the template: one is generated at the deployment, the others begin empty', () => {
    const values = resourcesOf<{ SecretString?: string; GenerateSecretString?: object; KmsKeyId: unknown }>(
      template,
      'AWS::SecretsManager::Secret',
    ).map(({ Properties }) => [Properties.SecretString ?? Properties.GenerateSecretString, Properties.KmsKeyId])
    expect(values).toEqual([
      // 48 letters and digits: base64 of 36 bytes.
      [{ PasswordLength: 48, ExcludePunctuation: true }, KEY],
      ['[]', KEY],
      ['{}', KEY],
    ])
  })

  it('of logs is encrypted, and goes after its time', () => {
    for (const { Properties } of resourcesOf(template, 'AWS::Logs::LogGroup')) {
      expect(Properties).toMatchObject({ RetentionInDays: 30, KmsKeyId: KEY })
    }
  })
})
