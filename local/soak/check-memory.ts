import type { Check } from './check.ts'
import type { MemoryTrend } from './memory-trends.ts'
import type { Soaked } from './soaked.ts'

/** What a function may have at most, MB, and grow by in a minute: more than the noise of a collector that takes its time. */
const MAX_FUNCTION_MB = 256
const MAX_FUNCTION_GROWTH_MB = 3

/** What the local cloud keeps of each run, KB, at most: its DynamoDB is in memory, in blocks of 64 KB. */
const MAX_KEPT_KB_PER_RUN = 60

/** Whose memory is watched: that of all functions, and of the process that they run beside. */
const WATCHED = ['local cloud', 'receive', 'reconcile', 'alert', 'sweep'] as const

/**
 * What must hold of the memory of processes. Growth is judged where they were watched for long enough.
 *
 * @param playedMs - how long there was traffic
 */
export const checkMemory = ({ trends, record }: Soaked, playedMs: number): readonly Check[] => {
  const keptMb = (((record.arrived.size * MAX_KEPT_KB_PER_RUN) / 1_024) * 60_000) / playedMs
  return WATCHED.map((name) => {
    const trend = trends.find((each) => each.name === name)
    return name === 'local cloud'
      ? checkOf(
          name,
          trend,
          'the memory of the local cloud grows by its tables alone',
          keptMb,
          Number.POSITIVE_INFINITY,
        )
      : checkOf(name, trend, `the memory of ${name} does not grow`, MAX_FUNCTION_GROWTH_MB, MAX_FUNCTION_MB)
  })
}

const checkOf = (
  name: string,
  trend: MemoryTrend | undefined,
  title: string,
  mostPerMinute: number,
  mostMb: number,
): Check => {
  if (trend === undefined) return { title, found: 'nothing', faults: [`the memory of ${name} was never seen`] }
  const { mbPerMinute, highestMb } = trend
  return {
    title,
    found: mbPerMinute === null ? `${highestMb.toFixed(0)} MB at most` : `${mbPerMinute.toFixed(2)} MB a minute`,
    isJudged: mbPerMinute !== null,
    faults: [
      ...(mbPerMinute !== null && mbPerMinute > mostPerMinute
        ? [`${name} grew by ${mbPerMinute.toFixed(2)} MB a minute, more than ${mostPerMinute.toFixed(1)}`]
        : []),
      ...(highestMb > mostMb ? [`${name} had ${highestMb.toFixed(0)} MB, more than ${mostMb}`] : []),
    ],
  }
}
