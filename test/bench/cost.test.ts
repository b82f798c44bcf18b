import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { ASSUMPTIONS } from '../../bench/cost/assumptions.ts'
import { costTables } from '../../bench/cost/cost-tables.ts'
import { ledgerItemBytes } from '../../bench/cost/ledger-item-bytes.ts'
import { measureUsage } from '../../bench/cost/measure-usage.ts'
import type { MeasuredCounts } from '../../bench/cost/measured-counts.ts'
import { replaceTables } from '../../bench/cost/replace-tables.ts'
import { SCHEDULES } from '../../bench/cost/schedules.ts'
import { sum } from '../../bench/cost/sum.ts'
import { usageOf } from '../../bench/cost/usage-of.ts'
import type { Alarm } from '../support/deployment/alarm.ts'
import { packageTemplate } from '../support/deployment/package-template.ts'
import { parseInsightsQuery } from '../support/deployment/parse-insights-query.ts'
import { resourcesOf } from '../support/deployment/resources-of.ts'
import type { Template } from '../support/deployment/template.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(root + file, 'utf8')
const counts: MeasuredCounts = JSON.parse(read('docs/cost.counts.json'))

it('counts what the functions ask of AWS as docs/cost.counts.json says (npm run cost)', async ({ signal }) => {
  expect({ ledgerItemBytes: ledgerItemBytes(), usage: await measureUsage(signal) }).toEqual(counts)
}, 60_000)

it('says in docs/cost.md what follows from these counts (npm run cost)', () => {
  expect(read('docs/cost.md')).toBe(replaceTables(read('docs/cost.md'), costTables(counts)))
})

it('keeps a million runs by webhook within $5, whether they come in bursts or not', () => {
  const [total = ''] = costTables(counts)['million']?.slice(-1) ?? []
  const [even, bursty] = Array.from(total.matchAll(/\$([\d.]+)/g), ([, dollars]) => Number(dollars))

  expect(even).toBeLessThanOrEqual(5)
  expect(bursty).toBeLessThanOrEqual(5)
})

it('says at the head of docs/cost.md what its tables add up to', () => {
  const { million = [], fixed = [] } = costTables(counts)
  const [head = ''] = read('docs/cost.md').split('\n## ')
  const lastDollars = (line = '') => Number(/\$([\d.]+) \|$/.exec(line)?.[1])
  const [, even] = /\$([\d.]+)/.exec(million.at(-1) ?? '') ?? []
  const totals = [Number(even), ...fixed.slice(-2).map(lastDollars)].map(Math.round)

  expect(Array.from(head.matchAll(/about \$(\d+)/g), ([, dollars]) => Number(dollars))).toEqual(totals)
})

describe('the template', () => {
  let template: Template
  beforeAll(async () => {
    template = await packageTemplate('full')
  }, 30_000)

  it('has the schedules that are paid for', () => {
    const hours = { minute: 1 / 60, hour: 1, day: 24 } as const
    const invocations = resourcesOf<{ ScheduleExpression: string; Target: { Arn: { 'Fn::GetAtt': string[] } } }>(
      template,
      'AWS::Scheduler::Schedule',
    ).map(({ Properties: { ScheduleExpression, Target } }) => {
      const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? []
      const perMonth = (ASSUMPTIONS.days * 24) / (Number(count) * hours[unit as keyof typeof hours])
      return [Target.Arn['Fn::GetAtt'][0], Math.round(perMonth)] as const
    })
    const of = (name: string) => sum(invocations.flatMap(([target, times]) => (target === name ? [times] : [])))

    expect(SCHEDULES).toEqual({ reconcile: of('ReconcileLambdaFunction'), sweep: of('SweepLambdaFunction') })
    expect(invocations).toHaveLength(4)
  })

  it('gives each function the memory that is paid for', () => {
    const memory = resourcesOf<{ FunctionName: string; MemorySize: number }>(template, 'AWS::Lambda::Function').map(
      ({ Properties }) => [Properties.FunctionName.split('-').at(-1), Properties.MemorySize / 1_024],
    )

    expect(Object.fromEntries(memory)).toEqual(ASSUMPTIONS.memoryGb)
  })

  it('has exactly the alarms, dashboards, keys and secrets that are paid for each month', () => {
    const countOf = (type: string) => resourcesOf(template, type).length
    const { alarms: plainAlarms, dashboards, keys, secrets } = ASSUMPTIONS.deployed
    const alarms = resourcesOf<Alarm>(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    const queries = alarms.flatMap(({ Metrics = [] }) => Metrics.map((each) => parseInsightsQuery(each.Expression)))
    const excluded = (conditions: readonly string[]) =>
      conditions.flatMap((each) => / != '(.+)'$/.exec(each)?.slice(1) ?? [])

    expect({
      alarms: alarms.filter(({ Metrics }) => Metrics === undefined).length,
      dashboards: countOf('AWS::CloudWatch::Dashboard'),
      keys: countOf('AWS::KMS::Key'),
      secrets: countOf('AWS::SecretsManager::Secret'),
    }).toEqual({ alarms: plainAlarms, dashboards, keys, secrets })
    expect(Object.fromEntries(queries.map(({ metric, conditions }) => [metric, excluded(conditions)]))).toEqual(
      ASSUMPTIONS.alarmQueries,
    )
  })
})

it('adds up rows, each so many times, and takes off what is in two of them', () => {
  const usage = (GetItem: number, logBytes: number) => ({
    calls: { GetItem },
    readUnits: 1,
    writeUnits: 2,
    logLines: 1,
    logBytes,
  })
  const rows = [
    { what: 'ten', times: 10, usage: usage(30, 500) },
    { what: 'none', times: 1, usage: usage(1, 40) },
  ]

  expect(
    usageOf({ ledgerItemBytes: 0, usage: rows }, [
      ['ten', 100],
      ['none', -2],
    ]),
  ).toEqual({
    calls: { GetItem: 298 },
    readUnits: 8,
    writeUnits: 16,
    logLines: 8,
    logBytes: 4_920,
  })
  expect(() => usageOf({ ledgerItemBytes: 0, usage: rows }, [['eleven', 1]])).toThrow('"eleven" was not measured')
})
