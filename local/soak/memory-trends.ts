import type { MemorySample } from './memory-sample.ts'

/** How the memory of one kind of process moved. */
export interface MemoryTrend {
  readonly name: string
  readonly processes: number
  readonly highestMb: number
  /** How fast the memory of that process grew which grew most, once it was warm; null where none lived long enough to say. */
  readonly mbPerMinute: number | null
  /** How long that one was watched, ms. */
  readonly watchedMs: number
}

/** When a process is warm, ms after it was first seen, and how long it must be watched after that. */
const WARM_UP_MS = 60_000
const LEAST_WATCHED_MS = 120_000

/** The trend of each kind of process, over all of its processes. */
export const memoryTrends = (samples: readonly MemorySample[]): readonly MemoryTrend[] =>
  [...Map.groupBy(samples, ({ name }) => name)].map(([name, ofName]) => {
    const processes = [...Map.groupBy(ofName, ({ pid }) => pid).values()]
    const trends = processes.map(trendOf).filter((trend) => trend.watchedMs >= LEAST_WATCHED_MS)
    const steepest = trends.toSorted((a, b) => b.mbPerMinute - a.mbPerMinute)[0]
    return {
      name,
      processes: processes.length,
      highestMb: Math.max(...ofName.map(({ rssMb }) => rssMb)),
      mbPerMinute: steepest?.mbPerMinute ?? null,
      watchedMs: steepest?.watchedMs ?? 0,
    }
  })

/** The slope of a straight line through the samples of one process, by least squares. */
const trendOf = (samples: readonly MemorySample[]): { readonly mbPerMinute: number; readonly watchedMs: number } => {
  const warmAt = (samples[0]?.at ?? 0) + WARM_UP_MS
  const warm = samples.filter(({ at }) => at >= warmAt)
  const [first, last] = [warm[0], warm.at(-1)]
  if (first === undefined || last === undefined) return { mbPerMinute: 0, watchedMs: 0 }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanAt, meanMb] = [mean(warm.map(({ at }) => at)), mean(warm.map(({ rssMb }) => rssMb))]
  const spread = warm.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  const slope = warm.reduce((sum, { at, rssMb }) => sum + (at - meanAt) * (rssMb - meanMb), 0) / spread
  return { mbPerMinute: slope * 60_000, watchedMs: last.at - first.at }
}
