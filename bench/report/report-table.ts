import { colour } from '../../local/terminal/colour.ts'
import { type Cell, table } from '../../local/terminal/table.ts'
import type { Figure } from './figure.ts'
import { isMissed } from './is-missed.ts'

const paintOk = colour('green')
const paintMiss = colour('red')

/** Lines of the report: each figure, what it is compared with, its target, and whether it is met. */
export const reportTable = (figures: readonly Figure[]): string[] =>
  table(['figure', 'measured', 'against', 'value', 'target', ''], figures.map(row))

const row = (figure: Figure): Cell[] => {
  const { what, measured, against, value, target } = figure
  const decimals = value !== null && (value >= 20 || Number.isInteger(value)) ? 0 : 2
  return [
    what,
    measured,
    against,
    value === null ? '' : value.toFixed(decimals),
    target === null ? '' : `≤ ${target}`,
    verdict(figure),
  ]
}

const verdict = (figure: Figure): Cell => {
  if (figure.target === null) return ''
  return isMissed(figure) ? { text: 'miss', paint: paintMiss } : { text: 'ok', paint: paintOk }
}
