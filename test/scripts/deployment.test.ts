import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Deployment } from '../../scripts/deployment/deployment.ts'
import { describeDeployment } from '../../scripts/deployment/describe-deployment.ts'
import { findLeftTables } from '../../scripts/deployment/find-left-tables.ts'
import { readDeployment } from '../../scripts/deployment/read-deployment.ts'

const cloudFormation = mockClient(CloudFormationClient)
const dynamoDb = mockClient(DynamoDBClient)
const sns = mockClient(SNSClient)
beforeEach(() => {
  for (const client of [cloudFormation, dynamoDb, sns]) client.reset()
})

const OUTPUTS = { WebhookUrl: 'https://a.example/webhooks/hatchet', AlertsTopicArn: 'a', OperationsTopicArn: 'o' }
const read = () => readDeployment('hatchet-run-relay', 'prod', 'eu-central-1')
const deployed = (subscribers: Deployment['subscribers'], otherSinks: readonly string[] = []) =>
  describeDeployment({
    ...{ stage: 'prod', region: 'eu-central-1', params: ['tenants=all'] },
    ...{ outputs: OUTPUTS, subscribers, otherSinks },
  }).join('\n')
const person = (isConfirmed: boolean) => [{ protocol: 'email', endpoint: 'team@example.com', isConfirmed }]

describe('what is read of a deployment', () => {
  beforeEach(() => {
    const Outputs = Object.entries(OUTPUTS).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }))
    cloudFormation.on(DescribeStacksCommand, { StackName: 'hatchet-run-relay-prod' }).resolves({
      Stacks: [
        { StackName: 'hatchet-run-relay-prod', CreationTime: new Date(0), StackStatus: 'UPDATE_COMPLETE', Outputs },
      ],
    })
  })

  it('is its outputs, and who has subscribed, confirmed or not', async () => {
    sns.on(ListSubscriptionsByTopicCommand, { TopicArn: 'a' }).resolves({
      Subscriptions: [{ Protocol: 'email', Endpoint: 'team@example.com', SubscriptionArn: 'PendingConfirmation' }],
    })
    sns.on(ListSubscriptionsByTopicCommand, { TopicArn: 'o' }).resolves({
      Subscriptions: [{ Protocol: 'https', Endpoint: 'https://chat', SubscriptionArn: 'arn:aws:sns:x' }],
    })
    expect(await read()).toEqual({
      stage: 'prod',
      region: 'eu-central-1',
      outputs: OUTPUTS,
      subscribers: {
        alerts: person(false),
        operations: [{ protocol: 'https', endpoint: 'https://chat', isConfirmed: true }],
      },
    })
  })

  it('lacks the subscribers where they may not be read', async () => {
    sns.rejects(new Error('not authorized'))
    expect((await read()).subscribers).toEqual({ alerts: null, operations: null })
  })
})

describe('the last lines of a deployment', () => {
  it('say where runs are sent to, and how the secret is read', () => {
    const lines = deployed({ alerts: person(true), operations: person(true) })
    expect(lines).toContain('Webhook URL      https://a.example/webhooks/hatchet')
    expect(lines).toContain('--region eu-central-1 \\\n')
    expect(lines).toContain('--secret-id hatchet-run-relay/prod/webhook-secret --query SecretString --output text')
    expect(lines).toContain('Failed runs      told to team@example.com\nAlarms           told to team@example.com')
    expect(lines).toMatch(/Next +1\. Try it: npm run send -- --url https:\/\/a\.example\/webhooks\/hatchet/)
  })

  it('say that nobody will be told, and how to change that', () => {
    const lines = deployed({ alerts: [], operations: [] })
    const command = 'npm run deploy -- --stage prod --region eu-central-1 --param="tenants=all" --param="alertEmail='
    expect(lines).toContain(`Failed runs      nobody will be told: set alertEmail, ${command}`)
    expect(lines).toContain('Alarms           nobody will be told: set operationsEmail')
    expect(lines).toMatch(/Next +1\. Set alertEmail/)
  })

  it('say who has to confirm first', () => {
    const lines = deployed({ alerts: person(false), operations: person(false) })
    expect(lines).toContain('told to team@example.com (once confirmed')
    expect(lines).toMatch(/Next +1\. Confirm the subscription of team@example\.com\.\n/)
  })

  it('count the sinks of the policy among those who are told of failed runs', () => {
    const lines = deployed({ alerts: [], operations: [] }, ['pager'])
    expect(lines).toContain('Failed runs      told to the sink pager')
    expect(lines).toContain('npm run alerts -- test --stage prod --region eu-central-1\n')
    expect(lines).not.toContain('Set alertEmail')
  })

  it('do not say that nobody is told where it is not known', () => {
    expect(deployed({ alerts: null, operations: null })).not.toContain('nobody')
  })
})

describe('tables that are left of a deployment', () => {
  const find = () => findLeftTables('hatchet-run-relay', 'prod', 'eu-central-1')
  const [RUNS, INCIDENTS] = ['hatchet-run-relay-prod-runs', 'hatchet-run-relay-prod-incidents']
  const noStack = () => {
    const error = new Error('Stack with id hatchet-run-relay-prod does not exist')
    cloudFormation.on(ListStackResourcesCommand, { StackName: 'hatchet-run-relay-prod' }).rejects(error)
  }
  /** A stack whose list has two pages. */
  const stackOf = (...tables: readonly (readonly [name: string, status: string])[]) => {
    const [first = [], second = []] = [tables.slice(0, 1), tables.slice(1)].map((page) =>
      page.map(([PhysicalResourceId, ResourceStatus]) => ({
        ...{ LogicalResourceId: 'Table', ResourceType: 'AWS::DynamoDB::Table', LastUpdatedTimestamp: new Date(0) },
        ...{ PhysicalResourceId, ResourceStatus: ResourceStatus as 'CREATE_COMPLETE' },
      })),
    )
    cloudFormation.on(ListStackResourcesCommand).resolves({ StackResourceSummaries: first, NextToken: 'more' })
    cloudFormation.on(ListStackResourcesCommand, { NextToken: 'more' }).resolves({ StackResourceSummaries: second })
  }
  beforeEach(() => {
    dynamoDb.on(DescribeTableCommand).resolves({ Table: {} })
  })

  it('are those that are there where the stack is gone', async () => {
    noStack()
    dynamoDb.on(DescribeTableCommand, { TableName: INCIDENTS }).rejects(new Error('not found'))
    expect(await find()).toEqual([RUNS])
  })

  it('are those that a stack does not have, or has given up: its first deployment failed', async () => {
    stackOf()
    expect(await find()).toEqual([RUNS, INCIDENTS])
    stackOf([RUNS, 'CREATE_COMPLETE'], [INCIDENTS, 'DELETE_SKIPPED'])
    expect(await find()).toEqual([INCIDENTS])
  })

  it.each([
    ['the stack has them', () => stackOf([RUNS, 'CREATE_COMPLETE'], [INCIDENTS, 'UPDATE_COMPLETE'])],
    ['AWS does not say', () => cloudFormation.on(ListStackResourcesCommand).rejects(new Error('no credentials'))],
    [
      'there are none',
      () => {
        noStack()
        dynamoDb.on(DescribeTableCommand).rejects(new Error('not found'))
      },
    ],
  ])('are none where %s', async (_, given) => {
    given()
    expect(await find()).toEqual([])
  })
})
