import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { METRIC_NAMESPACE, METRICS, type MetricName } from '../../lib/telemetry/metrics.ts'
import type { Alarm } from '../support/deployment/alarm.ts'
import { knownDimensionValues } from '../support/deployment/known-dimension-values.ts'
import { packageTemplate } from '../support/deployment/package-template.ts'
import { parseInsightsQuery } from '../support/deployment/parse-insights-query.ts'
import { resourcesOf } from '../support/deployment/resources-of.ts'
import type { Template } from '../support/deployment/template.ts'

const PREFIX = 'hatchet-run-relay-test-'
const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
const [, sectionsOfAlarms = ''] = runbook.split('\n## Alarms\n')
const sections = Array.from(sectionsOfAlarms.split('\n## ')[0]?.matchAll(/^### (.+)$/gm) ?? [], ([, name]) => name)

/** Metrics of AWS, and the resources that their one dimension names. */
const AWS_METRICS: Record<string, { names: string[]; dimension: string; type: string }> = {
  'AWS/SQS': {
    names: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage', 'NumberOfMessagesSent'],
    dimension: 'QueueName',
    type: 'AWS::SQS::Queue',
  },
  'AWS/Lambda': {
    names: ['Errors', 'Throttles', 'Duration'],
    dimension: 'FunctionName',
    type: 'AWS::Lambda::Function',
  },
  'AWS/ApiGateway': { names: ['5xx'], dimension: 'ApiId', type: 'AWS::ApiGatewayV2::Api' },
}

let template: Template
let full: Template
const alarms = (of: Template = full) => resourcesOf<Alarm>(of, 'AWS::CloudWatch::Alarm').map((each) => each.Properties)
const named = (name: string): Alarm => {
  const alarm = alarms().find(({ AlarmName }) => AlarmName === PREFIX + name)
  if (alarm === undefined) throw new Error(`there is no alarm ${name}`)
  return alarm
}
const periodOf = ({ Period, Metrics }: Alarm): number => Period ?? Metrics?.[0]?.Period ?? 0
/** What a reference leads to. */
const targetOf = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = Object(value) as { Ref?: string; 'Fn::GetAtt'?: string[] }
  return Ref ?? attribute?.[0] ?? ''
}

beforeAll(async () => {
  const packaged = [packageTemplate('default'), packageTemplate('full')] as const
  ;[template, full] = await Promise.all(packaged)
}, 30_000)

describe('every alarm', () => {
  it('tells operations of its beginning and its end, past the way that alerts take', () => {
    for (const { AlarmActions, OKActions } of alarms()) {
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: 'OperationsTopic' }], [{ Ref: 'OperationsTopic' }]])
    }
  })

  it('names its own section of the runbook, and every section is that of an alarm', () => {
    const described = alarms().map(({ AlarmName, AlarmDescription }) => {
      const [, section] = /See docs\/operations\.md, "(.+)"\.$/.exec(AlarmDescription) ?? []
      expect(section).toBe(AlarmName.replace(PREFIX, ''))
      return section
    })
    expect(described.toSorted()).toEqual(sections.toSorted())
  })

  it('says in its section what it means, where to see it, and what to do', () => {
    for (const section of sectionsOfAlarms.split('\n### ').slice(1)) {
      expect(section).toMatch(/\*\*It means\*\*[\s\S]+\*\*See\*\*[\s\S]+\*\*Do\*\*/)
    }
  })

  it('looks back no further than CloudWatch does', () => {
    for (const alarm of alarms()) {
      const seconds = periodOf(alarm) * alarm.EvaluationPeriods
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(periodOf(alarm) < 3_600 ? 86_400 : 604_800)
    }
  })

  it('is quiet where nothing happens, heartbeats aside', () => {
    const loud = alarms(template).filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching')
    expect(loud.map(({ AlarmName }) => AlarmName)).toEqual([`${PREFIX}reconcile-silent`, `${PREFIX}sweep-silent`])
  })
})

describe('what alarms watch', () => {
  it('are metrics that AWS has of resources that there are', () => {
    const watched = alarms().filter(({ Namespace }) => Namespace?.startsWith('AWS/'))
    expect(watched.length).toBeGreaterThan(10)
    for (const { Namespace = '', MetricName = '', Dimensions = [] } of watched) {
      expect(AWS_METRICS[Namespace]?.names).toContain(MetricName)
      expect(Dimensions.map(({ Name }) => Name)).toEqual([AWS_METRICS[Namespace]?.dimension])
      expect(full.Resources[targetOf(Dimensions[0]?.Value)]?.Type).toBe(AWS_METRICS[Namespace]?.type)
    }
  })

  it('are metrics of ours by exactly the dimensions that the code emits', () => {
    const watched = alarms().filter(({ Namespace }) => Namespace === METRIC_NAMESPACE)
    expect(watched.length).toBeGreaterThan(4)
    for (const { MetricName, Dimensions = [] } of watched) {
      const metric = METRICS[MetricName as MetricName]
      expect(Dimensions.map(({ Name }) => Name).toSorted()).toEqual(
        ['service', 'stage', ...metric.dimensions].toSorted(),
      )
      for (const { Name, Value } of Dimensions) expect(knownDimensionValues(Name)).toContain(Value)
    }
  })

  it('are sums of ours by exactly the dimensions that the code emits', () => {
    const queries = alarms().flatMap(({ Metrics = [] }) => Metrics.map(({ Expression }) => Expression))
    expect(queries.length).toBeGreaterThan(1)
    for (const query of queries.map(parseInsightsQuery)) {
      const metric = METRICS[query.metric as MetricName]
      expect(query.namespace).toBe(METRIC_NAMESPACE)
      expect(query.dimensions).toEqual(['service', 'stage', ...metric.dimensions].toSorted())
      expect(query.conditions).toEqual(expect.arrayContaining(["service = 'hatchet-run-relay'", "stage = 'test'"]))
      for (const condition of query.conditions) {
        const [, dimension = '', value] = /^(\w+) !?= '(.+)'$/.exec(condition) ?? []
        expect(knownDimensionValues(dimension)).toContain(value)
      }
    }
  })
})

describe('there is an alarm', () => {
  it('for each dead-letter queue, at its first message', () => {
    const queues = resourcesOf<{ RedrivePolicy?: { deadLetterTargetArn: unknown } }>(full, 'AWS::SQS::Queue')
    const deadLetters = queues.flatMap(({ Properties }) => Properties.RedrivePolicy ?? [])
    const watched = alarms().filter(
      ({ MetricName, Threshold }) => MetricName === 'ApproximateNumberOfMessagesVisible' && Threshold === 0,
    )
    expect(watched.map(({ Dimensions }) => targetOf(Dimensions?.[0]?.Value)).toSorted()).toEqual(
      deadLetters.map(({ deadLetterTargetArn }) => targetOf(deadLetterTargetArn)).toSorted(),
    )
  })

  it('for the errors of each function, and for its time at 80 to 95 % of what it has', () => {
    for (const { id, Properties } of resourcesOf<{ Timeout: number }>(full, 'AWS::Lambda::Function')) {
      const ofFunction = alarms().filter(({ Dimensions }) => targetOf(Dimensions?.[0]?.Value) === id)
      expect(ofFunction.find(({ MetricName }) => MetricName === 'Errors')?.Threshold).toBe(0)
      const threshold = ofFunction.find(({ MetricName }) => MetricName === 'Duration')?.Threshold ?? 0
      expect(threshold / 1_000 / Properties.Timeout).toBeGreaterThanOrEqual(0.8)
      expect(threshold / 1_000 / Properties.Timeout).toBeLessThanOrEqual(0.95)
    }
  })

  it('for a wrong signature only where it goes on, and for a wrong body at once', () => {
    expect(named('rejected-signature')).toMatchObject({ EvaluationPeriods: 3, Threshold: 0 })
    expect(named('rejected-schema')).toMatchObject({ EvaluationPeriods: 1, Threshold: 0, Period: 60 })
  })

  it.each([
    ['reconcile-silent', 'ReconcileTicks', 'ReconcileSchedulerSchedule1', 300],
    ['sweep-silent', 'OpenIncidents', 'SweepSchedulerSchedule1', 60],
  ])(
    '%s for a heartbeat that is missing three times, made after the schedule has begun',
    (name, metric, schedule, s) => {
      const alarm = named(name)
      expect(alarm).toMatchObject({
        MetricName: metric,
        Statistic: 'SampleCount',
        Threshold: 1,
        TreatMissingData: 'breaching',
      })
      expect(periodOf(alarm) * alarm.EvaluationPeriods).toBeGreaterThanOrEqual(3 * s)
      const [resource] = resourcesOf<Alarm>(full, 'AWS::CloudWatch::Alarm').filter(
        ({ Properties }) => Properties.AlarmName === alarm.AlarmName,
      )
      expect(resource?.DependsOn).toContain(schedule)
      expect(full.Resources[schedule]?.Type).toBe('AWS::Scheduler::Schedule')
    },
  )

  it('for silence, and for summaries that wait, only where a parameter asks for it', () => {
    const byDefault = alarms(template).map(({ AlarmName }) => AlarmName)
    expect(byDefault).not.toContain(`${PREFIX}ingest-silent`)
    expect(byDefault).not.toContain(`${PREFIX}run-summaries-age`)
    expect(named('ingest-silent')).toMatchObject({
      EvaluationPeriods: 24,
      Period: 3_600,
      TreatMissingData: 'breaching',
    })
    expect(named('run-summaries-age')).toMatchObject({ Threshold: 1_800, TreatMissingData: 'notBreaching' })
  })
})
