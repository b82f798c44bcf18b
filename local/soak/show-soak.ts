import { countOf } from '../../lib/alerts/notification/count-of.ts'
import { colour } from '../terminal/colour.ts'
import { duration } from '../terminal/duration.ts'
import { table } from '../terminal/table.ts'
import type { Check } from './check.ts'
import type { Soaked } from './soaked.ts'

/** Faults of one check that are shown; the rest is counted. */
const MAX_FAULTS = 5

/** The tables of a soak: answers, messages to people, memory, and what must hold. */
export const showSoak = (soaked: Soaked, checks: readonly Check[]): readonly string[] => [
  '',
  ...showAnswers(soaked),
  '',
  ...showTold(soaked),
  '',
  ...showMemory(soaked),
  '',
  ...table(
    ['what must hold', 'found', ''],
    checks.map((check) => [check.title, check.found, verdictOf(check)]),
  ),
  ...checks.flatMap(({ faults }) => [
    ...faults.slice(0, MAX_FAULTS).map((fault) => colour('red')(`  ${fault}`)),
    ...(faults.length > MAX_FAULTS ? [`  … and ${faults.length - MAX_FAULTS} more`] : []),
  ]),
]

const verdictOf = ({ faults, isJudged = true }: Check) => {
  if (faults.length > 0) return { text: countOf(faults.length, 'fault'), paint: colour('red') }
  return isJudged ? { text: 'holds', paint: colour('green') } : 'not judged'
}

const showAnswers = ({ record: { latencies } }: Soaked): readonly string[] =>
  table(
    ['answer', 'times', 'half within', '99 % within', 'longest'],
    [...latencies]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([answer, ms]) => {
        const sorted = ms.toSorted((a, b) => a - b)
        const at = (share: number): string =>
          duration(Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0))
        return [answer, String(ms.length), at(0.5), at(0.99), at(1)]
      }),
  )

const showTold = ({ told, record: { kills } }: Soaked): readonly string[] => [
  ...table(
    ['told by', 'messages', 'of them digests'],
    [...Map.groupBy(told, ({ by }) => by)].map(([by, messages]) => [
      by,
      String(messages.length),
      String(messages.filter(({ subject }) => /\d alerts?:/.test(subject)).length),
    ]),
  ),
  '',
  `Processes killed: ${[...Map.groupBy(kills, (name) => name)].map(([name, { length }]) => `${length} of ${name}`).join(', ') || 'none'}.`,
]

const showMemory = ({ trends }: Soaked): readonly string[] =>
  table(
    ['memory of', 'processes', 'highest', 'growth, warm', 'watched for'],
    trends.map(({ name, processes, highestMb, mbPerMinute, watchedMs }) => [
      name,
      String(processes),
      `${highestMb.toFixed(0)} MB`,
      mbPerMinute === null ? '–' : `${mbPerMinute.toFixed(2)} MB/min`,
      mbPerMinute === null ? 'not long enough' : duration(Math.round(watchedMs)),
    ]),
  )
