import { beforeAll, describe, expect, it } from 'vitest'
import { packageTemplate } from '../support/deployment/package-template.ts'
import { resourcesOf } from '../support/deployment/resources-of.ts'
import { sdkCallsOf } from '../support/deployment/sdk-calls-of.ts'
import { statementsOf } from '../support/deployment/statements-of.ts'
import type { Template } from '../support/deployment/template.ts'

const FUNCTIONS = ['receive', 'reconcile', 'alert', 'sweep'] as const

let template: Template
let full: Template

beforeAll(async () => {
  const packaged = [packageTemplate('default'), packageTemplate('full')] as const
  ;[template, full] = await Promise.all(packaged)
}, 30_000)

const roleOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`
const allowedTo = (name: string) => statementsOf(template, roleOf(name)).flatMap(({ Action }) => Action)
/** Names of resources in a reference, an attribute or a text with either. */
const namesIn = (value: unknown): string[] =>
  Array.from(JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"|\$\{(\w+)\./g), ([, a, b]) => a ?? b ?? '')

describe('roles', () => {
  it('are one for each function, and none of the framework or of AWS', () => {
    const functions = resourcesOf<{ Role: unknown }>(template, 'AWS::Lambda::Function')
    expect(functions.map(({ Properties }) => namesIn(Properties.Role))).toEqual(FUNCTIONS.map((name) => [roleOf(name)]))
    const roles = resourcesOf<{ ManagedPolicyArns?: unknown }>(full, 'AWS::IAM::Role')
    expect(roles.map(({ id }) => id).toSorted()).toEqual([...FUNCTIONS.map(roleOf), 'SchedulerRole'].toSorted())
    for (const { Properties } of roles) expect(Properties.ManagedPolicyArns).toBeUndefined()
  })

  it('are taken by their service alone', () => {
    const roles = resourcesOf<{ AssumeRolePolicyDocument: { Statement: unknown[] } }>(full, 'AWS::IAM::Role')
    for (const { id, Properties } of roles) {
      const Service = id === 'SchedulerRole' ? 'scheduler.amazonaws.com' : 'lambda.amazonaws.com'
      expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
        expect.objectContaining({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }),
      ])
    }
  })

  it('name their resources, but where AWS knows none', () => {
    const anywhere = (of: Template) =>
      statementsOf(of)
        .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource.includes('*'))
        .flatMap(({ Action }) => Action)
    expect(anywhere(template)).toEqual([])
    expect([...new Set(anywhere(full))].toSorted()).toEqual([
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ])
  })

  it.each(FUNCTIONS)('have all their policies before %s, of which Lambda asks at once whether it may', (name) => {
    const [found] = resourcesOf<{ Role: unknown }>(full, 'AWS::Lambda::Function').filter(({ Properties }) =>
      namesIn(Properties.Role).includes(roleOf(name)),
    )
    const policies = resourcesOf<{ Roles: readonly { Ref: string }[] }>(full, 'AWS::IAM::Policy')
    const attached = policies.filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref === roleOf(name)))
    expect(found?.DependsOn ?? []).toEqual(expect.arrayContaining(attached.map(({ id }) => id)))
  })

  it.each(FUNCTIONS)('let %s be traced where a parameter says so, and not else', (name) => {
    const traces = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']
    const allowed = statementsOf(full, roleOf(name)).flatMap(({ Action }) => Action)
    expect(allowed).toEqual(expect.arrayContaining(traces))
    expect(allowedTo(name)).not.toEqual(expect.arrayContaining(traces))
  })

  it('keep what connects reconcile to a network from its own code', () => {
    interface Policy {
      readonly PolicyDocument: {
        readonly Statement: readonly { Effect: string; Action: string[]; Condition?: object }[]
      }
    }
    const [policy] = resourcesOf<Policy>(full, 'AWS::IAM::Policy').filter(({ id }) => id === 'ReconcileNetworkPolicy')
    const { Statement = [] } = policy?.Properties.PolicyDocument ?? {}
    const actionsOf = (effect: string) => Statement.flatMap(({ Effect, Action }) => (Effect === effect ? Action : []))
    expect(actionsOf('Allow').length).toBeGreaterThan(2)
    expect(actionsOf('Deny')).toEqual(expect.arrayContaining(actionsOf('Allow')))
    expect(Statement.find(({ Effect }) => Effect === 'Deny')).toMatchObject({
      Resource: '*',
      Condition: {
        ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::Sub': expect.stringMatching(/:function:.+-test-reconcile$/) } },
      },
    })
  })

  it('name their actions', () => {
    expect(statementsOf(full).flatMap(({ Action }) => Action.filter((action) => action.includes('*')))).toEqual([])
  })

  it.each(FUNCTIONS)('let %s do all that its code asks of AWS', (name) => {
    expect(sdkCallsOf(name).length).toBeGreaterThan(2)
    expect(allowedTo(name)).toEqual(expect.arrayContaining([...sdkCallsOf(name)]))
  })

  it.each(['receive', 'reconcile'])('let %s do nothing else but log and use the key', (name) => {
    const others = allowedTo(name).filter((action) => !/^(logs|kms):/.test(action))
    expect(new Set(others)).toEqual(new Set(sdkCallsOf(name)))
  })

  it.each(FUNCTIONS)('let %s write to its own log group alone', (name) => {
    const [statement] = statementsOf(template, roleOf(name)).filter(({ Action }) =>
      Action.includes('logs:PutLogEvents'),
    )
    expect(JSON.stringify(statement?.Resource)).toContain(`log-group:/aws/lambda/hatchet-run-relay-test-${name}:*`)
    expect(statement?.Resource).toHaveLength(1)
  })

  it.each(FUNCTIONS)('let %s use the key of everything it reads and writes', (name) => {
    const [statement] = statementsOf(template, roleOf(name)).filter(({ Action }) => Action.includes('kms:Decrypt'))
    expect(statement).toMatchObject({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })
    expect(namesIn(statement?.Resource)).toEqual(['DataKey'])
  })

  it.each([
    ['receive', 'WebhookSecret'],
    ['reconcile', 'HatchetTenantsSecret'],
    ['alert', 'AlertSinksSecret'],
    ['sweep', 'AlertSinksSecret'],
  ])('let %s read %s, and no other secret', (name, secret) => {
    const statements = statementsOf(template, roleOf(name)).filter(({ Action }) =>
      Action.some((action) => action.startsWith('secretsmanager:')),
    )
    expect(statements).toEqual([
      { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [{ Ref: secret }] },
    ])
  })
})

describe('the key', () => {
  const [account, logs, alarms] = [0, 1, 2]
  const statements = () => {
    const [key] = resourcesOf<{
      KeyPolicy: { Statement: { Principal: unknown; Action: unknown; Condition?: object }[] }
    }>(template, 'AWS::KMS::Key')
    return key?.Properties.KeyPolicy.Statement ?? []
  }

  it('is used by whom identity policies say, by log groups of this service, and by alarms, and by nobody else', () => {
    expect(statements()).toHaveLength(3)
    expect(JSON.stringify(statements()[account]?.Principal)).toContain(':root')
    // AWS documents it without a condition.
    expect(statements()[alarms]).not.toHaveProperty('Condition')
    expect(statements()[alarms]).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    })
  })

  it('is for every log group that there is', () => {
    const patterns = Array.from(
      JSON.stringify(statements()[logs]?.Condition).matchAll(/log-group:([^"]+)"/g),
      ([, pattern = '']) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`),
    )
    const groups = resourcesOf<{ LogGroupName: string }>(template, 'AWS::Logs::LogGroup')
    expect(groups).toHaveLength(5)
    for (const { Properties } of groups) {
      expect(patterns.some((pattern) => pattern.test(Properties.LogGroupName))).toBe(true)
    }
  })
})
