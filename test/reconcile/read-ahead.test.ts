import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAhead } from '../../lib/reconcile/read-ahead.ts'

/** Reads that end when they are told to, and what is under way. */
const reads = () => {
  const ends = new Map<number, PromiseWithResolvers<string>>()
  const started: number[] = []
  return {
    started,
    end: (item: number) => ends.get(item)?.resolve(`value ${item}`),
    read: (item: number) => {
      started.push(item)
      const end = Promise.withResolvers<string>()
      ends.set(item, end)
      return end.promise
    },
  }
}

const turns = async () => {
  for (let turn = 0; turn < 10; turn++) await null
}

describe('readAhead', () => {
  it('starts as many as it is told, and one more whenever the first of them is used', async () => {
    const { started, read, end } = reads()
    const used = readAhead([1, 2, 3, 4, 5], 2, read)
    const first = used.next()
    await turns()
    expect(started).toEqual([1, 2])

    end(2)
    await turns()
    expect(started).toEqual([1, 2])
    end(1)
    expect((await first).value).toEqual({ item: 1, ok: true, value: 'value 1' })
    expect(started).toEqual([1, 2, 3])
    expect((await used.next()).value).toMatchObject({ item: 2 })
    expect(started).toEqual([1, 2, 3, 4])
  })

  it('keeps the order, uses each once, and never has more under way than its width', async () => {
    const order = fc.array(fc.nat(5), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 6 }), async (delays, width) => {
        let underWay = 0
        let most = 0
        const read = async (delay: number) => {
          underWay += 1
          most = Math.max(most, underWay)
          for (let turn = 0; turn < delay; turn++) await null
          underWay -= 1
          if (delay === 3) throw new Error('three')
          return delay
        }
        const used: unknown[] = []
        for await (const result of readAhead(delays, width, read)) used.push(result.ok ? result.value : result.item)

        expect(used).toEqual(delays)
        expect(most).toBeLessThanOrEqual(width)
      }),
      { numRuns: 300 },
    )
  })

  it('makes a failure the result of its item alone', async () => {
    const error = new Error('gone')
    const results = []
    const read = async (item: number) => {
      if (item === 2) throw error
      return item
    }
    for await (const result of readAhead([1, 2, 3], 4, read)) results.push(result)

    expect(results).toEqual([
      { item: 1, ok: true, value: 1 },
      { item: 2, ok: false, error },
      { item: 3, ok: true, value: 3 },
    ])
  })

  it('starts nothing more once it is left, and what failed meanwhile bothers nobody', async () => {
    const started: number[] = []
    const read = async (item: number) => {
      started.push(item)
      if (item > 1) throw new Error('late')
      return item
    }
    for await (const _ of readAhead([1, 2, 3, 4, 5, 6], 2, read)) break
    await turns()

    expect(started).toEqual([1, 2, 3])
  })

  it('reads nothing where there is nothing', async () => {
    expect((await readAhead([], 4, async () => 1).next()).done).toBe(true)
  })
})
