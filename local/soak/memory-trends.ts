import type { MemorySample } from './memory-sample.ts'

/** How the memory of one kind of process moved. */
export interface MemoryTrend {
  readonly name: string
  readonly processes: number
  readonly highestMb: number
  /** How fast it grew in a process that was warm, on average; null where none lived long enough to say. */
  readonly mbPerMinute: number | null
  /** How long those were watched, ms: the longest of them. */
  readonly watchedMs: number
}

/** When a process is warm, ms after it was first seen, and how long it must be watched after that. */
const WARM_UP_MS = 180_000
const LEAST_WATCHED_MS = 300_000

/** The trend of each kind of process, over all of its processes. */
export const memoryTrends = (samples: readonly MemorySample[]): readonly MemoryTrend[] =>
  [...Map.groupBy(samples, ({ name }) => name)].map(([name, ofName]) => {
    const processes = [...Map.groupBy(ofName, ({ pid }) => pid).values()]
    const trends = processes.map(trendOf).filter(({ watchedMs }) => watchedMs >= LEAST_WATCHED_MS)
    const sum = trends.reduce((total, { mbPerMinute }) => total + mbPerMinute, 0)
    return {
      name,
      processes: processes.length,
      highestMb: Math.max(...ofName.map(({ rssMb }) => rssMb)),
      mbPerMinute: trends.length === 0 ? null : sum / trends.length,
      watchedMs: Math.max(0, ...trends.map(({ watchedMs }) => watchedMs)),
    }
  })

/**
 * How much more memory a process has in the second half of its time than in the first, each at its lowest: between two
 * collections of garbage memory goes up and down by more than a leak would show.
 */
const trendOf = (samples: readonly MemorySample[]): { readonly mbPerMinute: number; readonly watchedMs: number } => {
  const warmAt = (samples[0]?.at ?? 0) + WARM_UP_MS
  const warm = samples.filter(({ at }) => at >= warmAt)
  const [first, last] = [warm[0], warm.at(-1)]
  if (first === undefined || last === undefined) return { mbPerMinute: 0, watchedMs: 0 }
  const watchedMs = last.at - first.at
  const middle = first.at + watchedMs / 2
  const lowest = (half: readonly MemorySample[]): number => Math.min(...half.map(({ rssMb }) => rssMb))
  const growth = lowest(warm.filter(({ at }) => at >= middle)) - lowest(warm.filter(({ at }) => at < middle))
  return { mbPerMinute: growth / (watchedMs / 2 / 60_000), watchedMs }
}
