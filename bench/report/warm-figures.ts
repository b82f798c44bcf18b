import { SIZES } from '../sizes.ts'
import { GROWTH_TO_FLOOR, OWN_TIME_TO_FLOOR, REFUSAL_TO_FLOOR, TYPICAL_TO_FLOOR, WHOLE_TO_TYPICAL } from '../targets.ts'
import type { Cell } from '../warm/measure-cell.ts'
import type { Figure } from './figure.ts'

const inUs = (microseconds: number): string =>
  `${microseconds.toLocaleString('en', { maximumFractionDigits: microseconds < 100 ? 1 : 0 })} µs`

/** The figures of warm requests. */
export const warmFigures = (cells: readonly Cell[]): Figure[] => {
  const accepted = cells.filter(({ kind }) => kind === 'accepted')
  return [...cells.map(ownTime), ...growth(accepted), ...accepted.map(withSend), ...accepted.map(withLedger)]
}

const TARGETS = { accepted: OWN_TIME_TO_FLOOR, 'bad signature': REFUSAL_TO_FLOOR, 'bad schema': null } as const

const ownTime = ({ kind, size, floorUs, ownUs }: Cell): Figure => ({
  what: `${kind}, ${size}, own time`,
  measured: inUs(ownUs),
  against: `floor ${inUs(floorUs)}`,
  value: ownUs / floorUs,
  target: TARGETS[kind]?.[size] ?? null,
})

/** What a KB more costs, between 20 KB and 1 MB: below that, constants weigh more. */
const growth = (accepted: readonly Cell[]): Figure[] => {
  const [small, large] = [accepted.find(({ size }) => size === '20 KB'), accepted.find(({ size }) => size === '1 MB')]
  if (small === undefined || large === undefined) return []
  const kilobytes = (SIZES[large.size] - SIZES[small.size]) / 1_000
  const ownUs = (large.ownUs - small.ownUs) / kilobytes
  const floorUs = (large.floorUs - small.floorUs) / kilobytes
  return [
    {
      what: 'accepted, each KB more, own time',
      measured: inUs(ownUs),
      against: `floor ${inUs(floorUs)}`,
      value: ownUs / floorUs,
      target: GROWTH_TO_FLOOR,
    },
  ]
}

const withSend = ({ kind, size, floorUs, sendUs }: Cell): Figure => {
  const typicalUs = floorUs * TYPICAL_TO_FLOOR[size]
  return {
    what: `${kind}, ${size}, with the SDK's send`,
    measured: inUs(sendUs),
    against: `typical stack ${inUs(typicalUs)}`,
    value: sendUs / typicalUs,
    target: WHOLE_TO_TYPICAL[size],
  }
}

/** The typical stack has no ledger: the ratio tells what ours costs, and is not judged. */
const withLedger = ({ kind, size, floorUs, ledgerUs }: Cell): Figure => {
  const typicalUs = floorUs * TYPICAL_TO_FLOOR[size]
  return {
    what: `${kind}, ${size}, with the ledger's read and write too`,
    measured: inUs(ledgerUs),
    against: `typical stack, without a ledger ${inUs(typicalUs)}`,
    value: ledgerUs / typicalUs,
    target: null,
  }
}
