import type { MeasuredCounts } from './measured-counts.ts'
import type { Usage } from './usage.ts'

/**
 * What a function does: things that were measured, each so many times. Times below 0 take off what is in another row as
 * well, where only the difference says what one thing costs.
 */
export type Load = readonly (readonly [what: string, times: number])[]

/**
 * Adds up what a load uses.
 *
 * @throws if something was not measured
 */
export const usageOf = ({ usage }: MeasuredCounts, load: Load): Usage => {
  const rows = load.map(([what, times]) => {
    const row = usage.find((each) => each.what === what)
    if (row === undefined) throw new Error(`"${what}" was not measured`)
    return { ...row.usage, factor: times / row.times }
  })
  const sum = (of: (row: Usage) => number): number => rows.reduce((total, row) => total + of(row) * row.factor, 0)
  const names = new Set(rows.flatMap(({ calls }) => Object.keys(calls)))
  return {
    calls: Object.fromEntries(Array.from(names, (name) => [name, sum(({ calls }) => calls[name] ?? 0)])),
    readUnits: sum(({ readUnits }) => readUnits),
    writeUnits: sum(({ writeUnits }) => writeUnits),
    logLines: sum(({ logLines }) => logLines),
    logBytes: sum(({ logBytes }) => logBytes),
  }
}
