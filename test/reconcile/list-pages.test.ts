import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HatchetError } from '../../lib/errors.ts'
import { listPages } from '../../lib/reconcile/list-pages.ts'
import { listRow } from '../../local/hatchet/list-row.ts'
import type { RunDetails } from '../../local/hatchet/run-details.ts'
import { buildHatchetRun, HATCHET_TENANT } from '../support/build-hatchet-run.ts'
import { NOW, reconcileWorld } from '../support/reconcile-world.ts'
import { runId } from '../support/run-id.ts'

const SIGNAL = new AbortController().signal
const QUERY = {
  since: '2026-11-22T00:00:00Z',
  until: '2026-11-22T12:00:00Z',
  offset: 0,
  statuses: ['COMPLETED', 'FAILED', 'CANCELLED'],
} as const
const PAGE = 250

/** The run that is in this place of the list. */
const runOf = (index: number): RunDetails => {
  const run = built.get(index) ?? buildHatchetRun({ id: runId(index), createdAt: NOW - 1_000 - index })
  built.set(index, run)
  return run
}
const built = new Map<number, RunDetails>()

/** A Hatchet with runs 0, 1, 2 …, of which 0 is the newest, and a reading of its list. */
const listing = (count: number) => {
  const world = reconcileWorld()
  const { hatchet, gate } = world
  for (let index = 0; index < count; index++) hatchet.model.put(runOf(index))
  const remove = (from: number, to: number) => {
    for (let index = from; index < to; index++) hatchet.model.remove(runId(index))
  }
  const read = async () => {
    const ids = new Set<string>()
    let unreadable = 0
    for await (const page of listPages(hatchet.runsOf(HATCHET_TENANT), QUERY, SIGNAL)) {
      for (const row of page.rows) ids.add(row.runId)
      unreadable += page.unreadable
    }
    return { ids, unreadable, calls: gate.calls.list, offsets: hatchet.queries.map(({ offset }) => offset) }
  }
  /** Does something once, just before the n-th question. */
  const beforeCall = (n: number, change: () => void) => {
    const { onStep } = gate
    gate.onStep = async (step) => {
      await onStep(step)
      if (step.phase === 'before' && gate.calls.list === n) change()
    }
  }
  return { ...world, read, remove, beforeCall }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => runId(from + index))

describe('listPages', () => {
  it.each([
    [0, 1],
    [1, 1],
    [PAGE - 1, 1],
    // A full page may be the last, or not.
    [PAGE, 2],
    [PAGE + 1, 2],
    [2 * PAGE - 2, 2],
    [2 * PAGE - 1, 3],
    [10_000, 41],
  ])('reads %i rows in %i calls', async (count, calls) => {
    const list = listing(count)
    const { ids, ...read } = await list.read()

    expect([...ids]).toEqual(range(0, count))
    expect(read).toMatchObject({ calls, unreadable: 0 })
  })

  it('asks for the same window on every page, each beginning with the last row of the one before', async () => {
    const list = listing(600)
    await list.read()

    expect(list.hatchet.queries).toEqual([0, 249, 498].map((offset) => ({ ...QUERY, offset, limit: PAGE })))
  })

  it.each([1, 2, 3, 7, 100, 240])('steps back where %i rows have left, and misses none that stayed', async (left) => {
    const list = listing(600)
    list.beforeCall(2, () => list.remove(0, left))
    const { ids } = await list.read()

    expect([...ids]).toEqual(expect.arrayContaining(range(left, 600)))
  })

  it('steps back by one, by two, by four', async () => {
    const list = listing(600)
    list.beforeCall(2, () => list.remove(0, 7))
    const { offsets } = await list.read()

    expect(offsets.slice(0, 5)).toEqual([0, 249, 248, 246, 242])
  })

  it('reads from the start where all that it knew has left', async () => {
    const list = listing(600)
    list.beforeCall(2, () => list.remove(0, PAGE))
    const { ids } = await list.read()

    expect([...ids]).toEqual(expect.arrayContaining(range(PAGE, 600)))
  })

  it('misses no row that stayed where so many have left that the next page is empty', async () => {
    const list = listing(300)
    list.beforeCall(2, () => list.remove(0, 200))
    const { ids } = await list.read()

    expect([...ids]).toEqual(expect.arrayContaining(range(200, 300)))
  })

  it('does not read again where rows have come', async () => {
    const list = listing(600)
    list.beforeCall(2, () => {
      for (let index = 0; index < 100; index++) list.put({ id: runId(10_000 + index), createdAt: NOW - 500 })
    })
    const { ids, calls } = await list.read()

    expect([...ids]).toEqual(expect.arrayContaining(range(0, 600)))
    expect(calls).toBeLessThanOrEqual(4)
  })

  it('ends, though rows leave without end', async () => {
    const list = listing(2_000)
    let left = 0
    list.gate.onStep = ({ phase }) => {
      if (phase === 'after') return
      list.remove(left, left + 3)
      left += 3
    }
    const { calls, ids } = await list.read()

    expect(calls).toBeLessThanOrEqual(200)
    expect(ids.size).toBeGreaterThan(1_000)
  })

  it('ends, though no page has a row that it knows', async () => {
    const list = listing(0)
    let next = 0
    list.hatchet.model.list = ({ offset = 0, limit = 0 }) => {
      if (next > 100_000) throw new Error('without end')
      const size = Math.max(0, Math.min(limit, 600 - offset))
      const rows = Array.from({ length: size }, () => listRow(runOf(next++)))
      return { status: 200, body: { rows, pagination: { current_page: 1, next_page: 2, num_pages: 3 } } }
    }

    expect((await list.read()).calls).toBeLessThanOrEqual(100)
  })

  it('misses no row that stays, whatever leaves and comes between the pages', async () => {
    const change = fc.record({
      call: fc.integer({ min: 2, max: 6 }),
      from: fc.nat(900),
      count: fc.nat(300),
      isComing: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 900 }),
        fc.array(change, { maxLength: 4 }),
        async (count, changes) => {
          const list = listing(count)
          const stayed = new Set(range(0, count))
          changes.forEach(({ call, from, count: size, isComing }, at) => {
            list.beforeCall(call, () => {
              for (let index = from; index < from + size; index++) {
                if (isComing) list.put({ id: runId(10_000 * (at + 1) + index), createdAt: NOW - 1_000 - index })
                else {
                  stayed.delete(runId(index))
                  list.hatchet.model.remove(runId(index))
                }
              }
            })
          })
          const { ids } = await list.read()

          expect([...stayed].filter((id) => !ids.has(id))).toEqual([])
        },
      ),
      { numRuns: 30 },
    )
  })

  it('halves a page that is too long, and grows again', async () => {
    const list = listing(1_000)
    let longest = 0
    list.gate.onStep = ({ call, phase }) => {
      const { limit = 0, offset = 0 } = list.hatchet.queries.at(-1) ?? {}
      if (call !== 'list' || phase === 'before') return
      if (limit > 70 && offset < 200) throw new HatchetError('too-large', 'a long page')
      if (offset >= 200) longest = Math.max(longest, limit)
    }
    const { ids, unreadable } = await list.read()

    expect([...ids]).toEqual(range(0, 1_000))
    expect(unreadable).toBe(0)
    expect(list.hatchet.queries.slice(0, 4).map(({ limit }) => limit)).toEqual([250, 125, 62, 124])
    expect(longest).toBe(PAGE)
  })

  it.each([0, 1, 5, 248, 249, 250, 251, 498, 599])(
    'passes over row %i that is too long, and counts it',
    async (long) => {
      const list = listing(600)
      list.hatchet.tooLong.add(runId(long))
      const { ids, unreadable } = await list.read()

      expect([...ids]).toEqual(range(0, 600).filter((id) => id !== runId(long)))
      expect(unreadable).toBe(1)
    },
  )

  it.each([[[3, 4]], [[3, 5]], [[3, 6]], [[1, 3, 5, 7, 9]], [[248, 250, 252]]])(
    'passes over rows %j that are too long, and over no other',
    async (long) => {
      const list = listing(300)
      for (const index of long) list.hatchet.tooLong.add(runId(index))
      const { ids } = await list.read()

      expect([...ids]).toEqual(range(0, 300).filter((id) => !long.some((index) => id === runId(index))))
    },
  )

  it.each([1, 2, 3, 100, 249])('reads all of a server that has at most %i rows in a page', async (maxPage) => {
    const list = listing(600)
    list.hatchet.maxPage = maxPage
    const { ids, calls } = await list.read()

    expect([...ids]).toEqual(range(0, 600))
    expect(calls).toBeLessThanOrEqual(Math.ceil(600 / Math.max(1, maxPage - 1)) + 2 + (maxPage === 1 ? 60 : 0))
  })

  it('reads all of many rows of one time of creation', async () => {
    const list = listing(0)
    for (let index = 0; index < 600; index++) list.put({ id: runId(index), createdAt: '2026-11-22T11:00:00.123456Z' })
    const { ids } = await list.read()

    expect(ids.size).toBe(600)
  })

  it('counts rows that are no runs, and reads on', async () => {
    const list = listing(600)
    for (const index of [0, 249, 250, 498, 599]) list.hatchet.unreadable.add(runId(index))
    const { ids, unreadable } = await list.read()

    expect(ids.size).toBe(595)
    // The last row of a page is also the first of the next.
    expect(unreadable).toBe(7)
  })

  it('reads on behind a page of which no row is a run', async () => {
    const list = listing(600)
    for (let index = 0; index < 300; index++) list.hatchet.unreadable.add(runId(index))

    expect([...(await list.read()).ids]).toEqual(range(300, 600))
  })

  it.each(['auth', 'throttled', 'unavailable', 'answer'] as const)('fails as Hatchet does: %s', async (reason) => {
    const list = listing(600)
    const fault = new HatchetError(reason, 'it fails')
    list.beforeCall(2, () => {
      throw fault
    })

    await expect(list.read()).rejects.toBe(fault)
  })
})
