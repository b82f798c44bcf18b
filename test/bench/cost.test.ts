import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ASSUMPTIONS } from '../../bench/cost/assumptions.ts'
import { costTables } from '../../bench/cost/cost-tables.ts'
import { ledgerItemBytes } from '../../bench/cost/ledger-item-bytes.ts'
import { measureUsage } from '../../bench/cost/measure-usage.ts'
import type { MeasuredCounts } from '../../bench/cost/measured-counts.ts'
import { replaceTables } from '../../bench/cost/replace-tables.ts'
import { SCHEDULES } from '../../bench/cost/schedules.ts'
import { usageOf } from '../../bench/cost/usage-of.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(root + file, 'utf8')
const counts: MeasuredCounts = JSON.parse(read('docs/cost.counts.json'))
const template = ['serverless.yml', ...globSync('infrastructure/**/*.yml', { cwd: root })].map(read).join('\n')
const countOf = (pattern: RegExp): number => template.match(pattern)?.length ?? 0

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

it('goes by the schedules of the template', () => {
  const hours = { minute: 1 / 60, minutes: 1 / 60, hour: 1, hours: 1, day: 24, days: 24 } as const
  const rates = Array.from(template.matchAll(/rate\((\d+) (minute|hour|day)s?\)/g), ([, count, unit]) => {
    return (ASSUMPTIONS.days * 24) / (Number(count) * hours[unit as keyof typeof hours])
  })

  expect(rates.sort((a, b) => a - b)).toEqual([30, 720, 8_640, 43_200])
  expect(SCHEDULES).toEqual({ reconcile: 30 + 720 + 8_640, sweep: 43_200 })
})

it('goes by the memory of the template', () => {
  const memory = Array.from(template.matchAll(/^ +memorySize: (\d+)$/gm), ([, megabytes]) => Number(megabytes) / 1_024)

  expect(new Set(memory)).toEqual(new Set(Object.values(ASSUMPTIONS.memoryGb)))
})

it('leaves nothing out that the template deploys and AWS charges for each month', () => {
  const { alarms, dashboards, keys, secrets } = ASSUMPTIONS.deployed

  expect(countOf(/AWS::CloudWatch::Alarm\b/g)).toBeLessThanOrEqual(alarms)
  expect(countOf(/AWS::CloudWatch::Dashboard\b/g)).toBeLessThanOrEqual(dashboards)
  expect(countOf(/AWS::KMS::Key\b/g)).toBeLessThanOrEqual(keys)
  expect(countOf(/AWS::SecretsManager::Secret\b/g)).toBeLessThanOrEqual(secrets)
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
