import { SEEN_RETENTION_MS, SUCCESS_NOTE_MS } from '../../lib/alerts/limits.ts'
import { assumptionTable } from './assumption-table.ts'
import { ASSUMPTIONS } from './assumptions.ts'
import { fixedCosts } from './fixed-costs.ts'
import type { MeasuredCounts } from './measured-counts.ts'
import { monthlyCost } from './monthly-cost.ts'
import { PRICE_LIST } from './price-list.ts'
import type { Scenario } from './scenario.ts'
import { sum } from './sum.ts'
import { tableLine } from './table-line.ts'

/** A month as docs/cost.md assumes it. */
const MONTH: Scenario = {
  ...ASSUMPTIONS,
  entrance: 'webhook',
  pace: 'even',
  slowness: 1,
  rememberedMs: SEEN_RETENTION_MS,
  noteMs: SUCCESS_NOTE_MS,
}

const DAY_MS = 86_400_000
const PACES = ['even', 'bursty'] as const
const COLUMNS = (['webhook', 'poll'] as const).flatMap((entrance) =>
  PACES.map((pace) => ({ ...MONTH, entrance, pace })),
)

/** What is changed in turn, by webhook. */
const VARIATIONS: readonly (readonly [what: string, change: Partial<Scenario>])[] = [
  ['as above', {}],
  ['no run fails', { failing: 0 }],
  ['0.1 % of the runs fail', { failing: 0.001 }],
  ['10 % of the runs fail', { failing: 0.1 }],
  ['each failed run is an incident of its own', { failuresPerIncident: 1 }],
  ['1 workflow', { workflows: 1 }],
  ['100 workflows', { workflows: 100 }],
  ['1,000 workflows', { workflows: 1_000 }],
  ['AWS takes twice as long to answer', { slowness: 2 }],
  ['an incident remembers its failures for 30 days, not 2', { rememberedMs: 30 * DAY_MS }],
  ['a good run is noted every hour, not every 5 minutes', { noteMs: 12 * SUCCESS_NOTE_MS }],
]

/** The tables of docs/cost.md, by name: lines of Markdown. */
export const costTables = (counts: MeasuredCounts): Readonly<Record<string, readonly string[]>> => ({
  million: millionTable(counts),
  variations: variationsTable(counts),
  fixed: fixedTable(counts),
  assumptions: assumptionTable(),
  prices: priceTable(),
  counts: countsTable(counts),
})

const millionTable = (counts: MeasuredCounts): readonly string[] => {
  const columns = COLUMNS.map((scenario) => monthlyCost(counts, scenario))
  const isOfAll = (name: string): boolean => columns.every((column) => column.has(name))
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => +isOfAll(a) - +isOfAll(b))
  const row = (what: string, values: readonly (number | undefined)[]) => tableLine([what, ...values.map(dollars)])
  return [
    tableLine(['', ...COLUMNS.map(({ entrance, pace }) => `${entrance}, ${pace}`)]),
    '|---|--:|--:|--:|--:|',
    ...names.map((name) =>
      row(
        name,
        columns.map((column) => column.get(name)),
      ),
    ),
    row(
      '**in all**',
      columns.map((column) => sum(column.values())),
    ),
  ]
}

const variationsTable = (counts: MeasuredCounts): readonly string[] => [
  tableLine(['', ...PACES]),
  '|---|--:|--:|',
  ...VARIATIONS.map(([what, change]) =>
    tableLine([
      what,
      ...PACES.map((pace) => dollars(sum(monthlyCost(counts, { ...MONTH, pace, ...change }).values()))),
    ]),
  ),
]

const fixedTable = (counts: MeasuredCounts): readonly string[] => {
  const costs = fixedCosts(counts)
  const total = (of: typeof costs): string => dollars(sum(of.map((each) => each.dollars)))
  return [
    tableLine(['', 'how many', 'a month']),
    '|---|--:|--:|',
    ...costs.map((each) =>
      tableLine([each.what, Math.round(each.quantity).toLocaleString('en'), dollars(each.dollars)]),
    ),
    tableLine(['**in all, in the first year**', '', total(costs.filter(({ later }) => !later))]),
    tableLine(['**in all, from the third year on**', '', total(costs)]),
  ]
}

const priceTable = (): readonly string[] => [
  tableLine(['', 'price', 'of', 'source']),
  '|---|--:|---|---|',
  ...Object.values(PRICE_LIST).map(({ what, dollars: price, per, unit, source }) =>
    tableLine([what, `$${price}`, `${per === 1 ? 'a' : 'a million'} ${unit}`, `<${source}>`]),
  ),
]

const countsTable = ({ usage }: MeasuredCounts): readonly string[] => [
  tableLine(['once', 'requests', 'reads', 'writes', 'log bytes']),
  '|---|---|--:|--:|--:|',
  ...usage.map(({ what, times, usage: { calls, readUnits, writeUnits, logBytes } }) =>
    tableLine([
      what,
      Object.entries(calls)
        .map(([name, count]) => `${number(count / times)} ${name}`)
        .join(', '),
      ...[readUnits, writeUnits, logBytes].map((each) => number(each / times)),
    ]),
  ),
]

const dollars = (value: number | undefined): string => (value === undefined ? '' : `$${value.toFixed(2)}`)
const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 })
