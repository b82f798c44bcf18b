import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import { colour } from '../../local/terminal/colour.ts'
import type { NamedFinding } from './run-check.ts'

/** Longest line of a finding, characters. */
const MAX_WORDS_CHARS = 400

/** What was found, a line for each check, and under it what to do; at the end how it is. */
export const showFindings = (deployment: string, findings: readonly NamedFinding[]): readonly string[] => {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.flatMap(({ state, name, words, fixes = [] }) => {
    const { label, paint } = LABELS[state]
    const indent = ' '.repeat(label.length + width + 4)
    return [
      `${paint(label)}  ${name.padEnd(width)}  ${oneLine(words, MAX_WORDS_CHARS)}`,
      ...fixes.map((fix) => `${indent}→ ${fix}`),
    ]
  })
  return [...lines, '', summaryOf(deployment, findings)]
}

const LABELS = {
  ok: { label: 'ok     ', paint: colour('green') },
  warn: { label: 'warn   ', paint: colour('yellow') },
  fail: { label: 'FAIL   ', paint: colour('red') },
  skipped: { label: 'skipped', paint: colour('dim') },
} as const

const summaryOf = (deployment: string, findings: readonly NamedFinding[]): string => {
  const count = (wanted: NamedFinding['state']) => findings.filter(({ state }) => state === wanted).length
  const [failed, warned, well] = [count('fail'), count('warn'), count('ok')]
  const words = `${failed} failed, ${warned} to look at, ${well} well, ${count('skipped')} not checked`
  const how = failed > 0 ? 'is not well' : failed + warned + well > 0 ? 'is well' : 'could not be looked at'
  return `${deployment.charAt(0).toUpperCase()}${deployment.slice(1)} ${how}: ${words}.`
}
