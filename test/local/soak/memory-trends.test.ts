import { describe, expect, it } from 'vitest'
import type { MemorySample } from '../../../local/soak/memory-sample.ts'
import { memoryTrends } from '../../../local/soak/memory-trends.ts'

/** A process that is sampled every 4 s from a time on, for so many minutes. */
const sampled = (pid: number, minutes: number, rssAt: (minute: number) => number, name = 'receive'): MemorySample[] =>
  Array.from({ length: minutes * 15 + 1 }, (_, index) => {
    return { name, pid, at: pid * 1_000 + index * 4_000, rssMb: rssAt(index / 15) }
  })

describe('the trend of memory', () => {
  it('is what grows once a process is warm', () => {
    const warming = sampled(1, 9, (minute) => (minute < 3 ? 50 + 20 * minute : 110 + 2 * (minute - 3)))
    const [trend] = memoryTrends(warming)
    expect(trend).toMatchObject({ name: 'receive', processes: 1, highestMb: 122 })
    expect(trend?.mbPerMinute).toBeCloseTo(2, 6)
    expect(trend?.watchedMs).toBe(6 * 60_000)
  })

  it('is not what goes up and comes down again', () => {
    const sawtooth = sampled(1, 12, (minute) => 90 + 50 * (minute % 1.5))
    expect(memoryTrends(sawtooth)[0]?.mbPerMinute).toBeCloseTo(0, 6)
  })

  it('is the mean over those processes of a function that lived long enough', () => {
    const samples = [
      ...sampled(1, 11, () => 60),
      ...sampled(2, 11, (minute) => 60 + 3 * minute),
      ...sampled(3, 7, (minute) => 40 + 100 * minute),
      ...sampled(4, 11, () => 300, 'alert'),
    ]
    expect(memoryTrends(samples).map(({ name, processes, mbPerMinute }) => [name, processes, mbPerMinute])).toEqual([
      ['receive', 3, expect.closeTo(1.5, 6)],
      ['alert', 1, expect.closeTo(0, 6)],
    ])
  })

  it('is none where no process lived long enough', () => {
    const samples = [...sampled(1, 7, (minute) => 50 * minute), ...sampled(2, 0, () => 10)]
    expect(memoryTrends(samples)).toMatchObject([{ mbPerMinute: null, watchedMs: 0 }])
  })
})
