import { describe, expect, it } from 'vitest'
import { createKnownRuns } from '../../lib/reconcile/known-runs.ts'
import type { RunRow } from '../../lib/reconcile/run-row.ts'
import { buildRow } from '../support/build-row.ts'
import { runId } from '../support/run-id.ts'

const row = (index: number) => buildRow({ runId: runId(index) })

describe('known runs', () => {
  it('are known as long as their rows stay as they are', () => {
    const known = createKnownRuns()
    known.add('tenant-1', row(1))

    expect(known.has('tenant-1', row(1))).toBe(true)
    expect(known.has('tenant-1', row(2))).toBe(false)
    expect(known.has('tenant-2', row(1))).toBe(false)
  })

  it.each<[keyof RunRow, unknown]>([
    ['status', 'COMPLETED'],
    ['startedAt', null],
    ['startedAt', 1],
    ['finishedAt', null],
    ['finishedAt', 1],
    ['retryCount', 1],
  ])('are known no longer with another %s', (member, value) => {
    const known = createKnownRuns()
    known.add('tenant-1', buildRow())

    expect(known.has('tenant-1', buildRow({ [member]: value }))).toBe(false)
  })

  it('are known as they were last', () => {
    const known = createKnownRuns()
    known.add('tenant-1', buildRow())
    known.add('tenant-1', buildRow({ retryCount: 1 }))

    expect(known.has('tenant-1', buildRow())).toBe(false)
    expect(known.has('tenant-1', buildRow({ retryCount: 1 }))).toBe(true)
  })

  it('are forgotten beyond the limit, the ones added first before all others', () => {
    const known = createKnownRuns(2)
    const isKnown = () => [1, 2, 3].filter((index) => known.has('tenant-1', row(index)))
    known.add('tenant-1', row(1))
    known.add('tenant-1', row(2))
    known.add('tenant-1', row(1))

    expect(isKnown()).toEqual([1, 2])
    known.add('tenant-1', row(3))
    expect(isKnown()).toEqual([1, 3])
  })

  it('take bounded memory, at 200,000 runs', () => {
    const known = createKnownRuns()
    for (let index = 0; index <= 200_000; index++) known.add('t', row(index))

    expect(known.has('t', row(0))).toBe(false)
    expect(known.has('t', row(1))).toBe(true)
  })
})
