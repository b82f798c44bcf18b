import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { ASSUMPTIONS } from '../../bench/cost/assumptions.ts'
import { AlertConfigSchema } from '../../lib/config/parse-alert-config.ts'
import { ReceiveConfigSchema } from '../../lib/config/parse-receive-config.ts'
import { ReconcileConfigSchema } from '../../lib/config/parse-reconcile-config.ts'
import { REQUEST_DEADLINE_MS } from '../../lib/limits.ts'
import { parseTick } from '../../lib/reconcile/parse-tick.ts'
import { BUNDLE_OPTIONS } from '../../scripts/bundle-options.ts'
import { packageTemplate } from '../support/deployment/package-template.ts'
import { resourcesOf } from '../support/deployment/resources-of.ts'
import type { Template } from '../support/deployment/template.ts'

/** The longest an HTTP API waits for an answer, s (its quotas). */
const API_TIMEOUT_S = 30
/** The least events and attempts that Lambda's and the Scheduler's configuration take. */
const ONE_ATTEMPT = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }

const CONFIGS = {
  receive: ReceiveConfigSchema,
  reconcile: ReconcileConfigSchema,
  alert: AlertConfigSchema,
  sweep: AlertConfigSchema,
} as const

interface LambdaFunction {
  readonly FunctionName: string
  readonly Handler: string
  readonly Timeout: number
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> }
  readonly ReservedConcurrentExecutions?: number
}

let template: Template
let full: Template
const functions = (of: Template = template) => resourcesOf<LambdaFunction>(of, 'AWS::Lambda::Function')
const functionNamed = (name: string, of?: Template) => {
  const found = functions(of).find(({ Properties }) => Properties.FunctionName === `hatchet-run-relay-test-${name}`)
  if (found === undefined) throw new Error(`there is no function ${name}`)
  return found.Properties
}

beforeAll(async () => {
  const packaged = [packageTemplate('default'), packageTemplate('full')] as const
  ;[template, full] = await Promise.all(packaged)
}, 30_000)

describe('every function', () => {
  it('runs on the Node that it is built for, and writes lines that CloudWatch finds metrics in', () => {
    expect(functions()).toHaveLength(4)
    for (const { Properties } of functions()) {
      expect(Properties).toMatchObject({
        Runtime: `nodejs${String(BUNDLE_OPTIONS.target).replace('node', '')}.x`,
        Architectures: ['arm64'],
        // Above INFO, Lambda would drop the lines that carry metrics.
        LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
        KmsKeyArn: { 'Fn::GetAtt': ['DataKey', 'Arn'] },
        TracingConfig: { Mode: 'PassThrough' },
      })
    }
  })

  it.each(Object.entries(CONFIGS))('%s has the variables that its code reads, and no other', (name, { entries }) => {
    const { Variables } = functionNamed(name).Environment
    expect(Object.keys(Variables).toSorted()).toEqual(Object.keys(entries).toSorted())
  })

  it('keeps instances for itself only where a parameter says so, and alert as many as its mapping uses', () => {
    for (const { Properties } of functions()) expect(Properties.ReservedConcurrentExecutions).toBeUndefined()
    const [mapping] = resourcesOf<{ ScalingConfig: { MaximumConcurrency: number } }>(
      full,
      'AWS::Lambda::EventSourceMapping',
    )
    const { MaximumConcurrency = 0 } = mapping?.Properties.ScalingConfig ?? {}
    expect(MaximumConcurrency).toBeGreaterThanOrEqual(2)
    expect(functionNamed('alert', full).ReservedConcurrentExecutions).toBeGreaterThanOrEqual(MaximumConcurrency)
    expect(functionNamed('receive', full).ReservedConcurrentExecutions).toBe(20)
  })

  it('stays out of VPCs, but reconcile where parameters name subnets and security groups', () => {
    for (const { Properties } of functions()) expect(Properties).not.toHaveProperty('VpcConfig')
    const inVpc = functions(full).filter(({ Properties }) => 'VpcConfig' in Properties)
    expect(inVpc).toEqual([
      expect.objectContaining({
        id: 'ReconcileLambdaFunction',
        // Lambda looks for its permission when it makes the function.
        DependsOn: expect.arrayContaining(['ReconcileNetworkPolicy']),
        Properties: expect.objectContaining({
          VpcConfig: { SubnetIds: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'], SecurityGroupIds: ['sg-0a1b2c3d'] },
        }),
      }),
    ])
  })
})

describe('the API', () => {
  const stage = () => resourcesOf<Record<string, object>>(template, 'AWS::ApiGatewayV2::Stage')[0]?.Properties

  it('waits longer than receive may take, which takes longer than its own deadline', () => {
    const { Timeout } = functionNamed('receive')
    expect(Timeout).toBeLessThan(API_TIMEOUT_S)
    expect(Timeout * 1_000).toBeGreaterThan(REQUEST_DEADLINE_MS)
  })

  it('is throttled', () => {
    expect(stage()?.['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 })
  })

  it('logs each request as one line of JSON, without a header but the address', () => {
    const { DestinationArn, Format } = Object(stage()?.['AccessLogSettings'])
    expect(DestinationArn).toEqual({ 'Fn::GetAtt': ['HttpApiLogGroup', 'Arn'] })
    expect(Format).not.toContain('\n')
    const variables = Object.values<string>(JSON.parse(Format))
    expect(variables.length).toBeGreaterThan(3)
    expect(variables.toSorted()).toEqual(variables.filter((text) => ACCESS_LOG_VARIABLES.has(text)).toSorted())
  })

  it('names the invocation in its log as the function does, and not in more bytes than docs/cost.md has', () => {
    const { Format } = Object(stage()?.['AccessLogSettings'])
    const line = Object.entries(USUAL_VALUES).reduce((text, [name, value]) => text.replace(name, value), Format)

    expect(JSON.parse(line)).toMatchObject({ requestId: USUAL_VALUES['$context.integration.requestId'] })
    expect(line).not.toContain('$')
    expect(line.length).toBeLessThanOrEqual(ASSUMPTIONS.accessLogBytes)
  })
})

/** Of what HTTP APIs know (API Gateway's guide, "Customize HTTP API access logs"), what nobody can put a secret into. */
const ACCESS_LOG_VARIABLES = new Set(
  [
    ...['requestId', 'requestTime', 'identity.sourceIp', 'routeKey', 'status', 'responseLength', 'responseLatency'],
    ...['integrationLatency', 'integrationStatus', 'integrationErrorMessage', 'integration.requestId', 'error.message'],
  ].map((name) => `$context.${name}`),
)

/** What a request that is taken has in them. */
const USUAL_VALUES = {
  '$context.integration.requestId': '3491482e-2e72-422e-a1a0-7e45f279e92f',
  '$context.identity.sourceIp': '203.0.113.100',
  '$context.status': '202',
  '$context.responseLatency': '31',
  '$context.integrationErrorMessage': '-',
}

describe('schedules', () => {
  const schedules = () =>
    resourcesOf<{ ScheduleExpression: string; Target: { Arn: unknown; Input?: string; RetryPolicy: object } }>(
      template,
      'AWS::Scheduler::Schedule',
    )
  const targetsOf = (id: string) =>
    schedules().filter(({ Properties }) => JSON.stringify(Properties.Target.Arn) === `{"Fn::GetAtt":["${id}","Arn"]}`)

  it('come at times that the Scheduler understands: one of a unit in the singular, more in the plural', () => {
    expect(schedules()).toHaveLength(4)
    for (const { Properties } of schedules()) {
      expect(Properties.ScheduleExpression).toMatch(
        /^rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)$/,
      )
    }
  })

  it('give reconcile what it understands, and sweep nothing', () => {
    const inputs = targetsOf('ReconcileLambdaFunction').map(({ Properties }) => Properties.Target.Input ?? '')
    const ticks = inputs.map((input) => parseTick(JSON.parse(input)))
    expect(ticks.map(({ schedule }) => schedule)).toEqual(['5min', 'hourly', 'daily'])
    expect(targetsOf('SweepLambdaFunction').map(({ Properties }) => Properties.Target.Input)).toEqual([undefined])
  })

  it('deliver a tick once, within a minute, and their functions do not repeat one', () => {
    for (const { Properties } of schedules()) expect(Properties.Target.RetryPolicy).toEqual(ONE_ATTEMPT)
    const configs = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')
    expect(configs.map(({ Properties }) => Properties['FunctionName'])).toEqual([
      { Ref: 'ReconcileLambdaFunction' },
      { Ref: 'SweepLambdaFunction' },
    ])
    for (const { Properties } of configs) expect(Properties).toMatchObject(ONE_ATTEMPT)
  })
})

it('says in its outputs what users of the deployment need', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const named = Array.from(readme.matchAll(/`([A-Z]\w+(?:Url|Arn))`/g), ([, name]) => name)
  expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining([...named, 'WebhookUrl', 'WebhookSecretArn']))
})
