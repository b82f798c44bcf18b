import { describe, expect, it } from 'vitest'
import { median } from '../../bench/median.ts'
import { isMissed } from '../../bench/report/is-missed.ts'
import { reportTable } from '../../bench/report/report-table.ts'
import { warmFigures } from '../../bench/report/warm-figures.ts'
import { TYPICAL_TO_FLOOR } from '../../bench/targets.ts'

const figure = { what: 'cold', measured: '50 ms', against: 'plain 100 ms' }

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[10, 9, 100], 10],
    [[4, 1], 4],
    [[], Number.NaN],
  ])('of %j is %d', (numbers, expected) => {
    expect(median(numbers)).toBe(expected)
  })
})

describe('isMissed', () => {
  it.each([
    [1, 1, false],
    [1.001, 1, true],
    [0.5, null, false],
    [null, null, false],
  ])('judges %d by a target of %d', (value, target, expected) => {
    expect(isMissed({ ...figure, value, target })).toBe(expected)
  })
})

describe('reportTable', () => {
  it('says of each figure whether it is within its target', () => {
    const [, , ok, miss, unjudged, whole] = reportTable([
      { ...figure, value: 0.5, target: 0.7 },
      { ...figure, value: 0.71, target: 0.7 },
      { ...figure, value: null, target: null },
      { ...figure, value: 0, target: 0 },
    ])

    expect(ok).toMatch(/0\.50 +≤ 0\.7 +ok$/)
    expect(miss).toMatch(/0\.71 +≤ 0\.7 +miss$/)
    expect(unjudged).toMatch(/plain 100 ms$/)
    expect(whole).toMatch(/ms +0 +≤ 0 +ok$/)
  })
})

describe('warmFigures', () => {
  const accepted = { kind: 'accepted', size: '20 KB', floorUs: 100, ownUs: 150, sendUs: 400, ledgerUs: 700 } as const
  const large = {
    kind: 'accepted',
    size: '1 MB',
    floorUs: 5_000,
    ownUs: 5_540,
    sendUs: 6_000,
    ledgerUs: 6_400,
  } as const
  const refused = { ...accepted, kind: 'bad signature', size: '1.5 KB', floorUs: 4, ownUs: 8 } as const
  const figureOf = (what: string) => warmFigures([accepted, large, refused]).find((found) => found.what === what)

  it('compares our own time with the floor', () => {
    expect(figureOf('accepted, 20 KB, own time')).toMatchObject({ value: 1.5, target: 1.5 })
    expect(figureOf('bad signature, 1.5 KB, own time')).toMatchObject({ value: 2, target: 1.5 })
  })

  it('compares the whole with what the typical stack takes on the same floor', () => {
    const value = 400 / (100 * TYPICAL_TO_FLOOR['20 KB'])

    expect(figureOf("accepted, 20 KB, with the SDK's send")).toMatchObject({ value, target: 0.4 })
    expect(figureOf("bad signature, 1.5 KB, with the SDK's send")).toBeUndefined()
  })

  it('shows the whole with the ledger beside it, unjudged: the typical stack has none', () => {
    const value = 700 / (100 * TYPICAL_TO_FLOOR['20 KB'])

    expect(figureOf("accepted, 20 KB, with the ledger's read and write too")).toMatchObject({ value, target: null })
  })

  it('compares what each KB more costs', () => {
    expect(figureOf('accepted, each KB more, own time')?.value).toBeCloseTo((5_540 - 150) / (5_000 - 100))
  })
})
