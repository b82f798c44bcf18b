import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Bundles } from '../build-bundles.ts'
import type { ColdStart } from '../cold/cold-process.ts'
import type { ColdStarts } from '../cold/measure-cold.ts'
import { COLD_TO_ESM, MAX_BUNDLE_BYTES, MAX_RSS_BYTES } from '../targets.ts'
import type { Figure } from './figure.ts'

const wholeMs = ({ loadMs, firstMs }: ColdStart): number => loadMs + firstMs
const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`
const unjudged = { against: '', value: null, target: null }

/** The figures of cold starts. */
export const coldFigures = ({ empty, dist, esm }: ColdStarts): Figure[] => [
  { what: 'cold, empty handler', measured: ms(wholeMs(empty)), ...unjudged },
  { what: 'cold, load', measured: ms(dist.loadMs), ...unjudged },
  { what: 'cold, first call with the first calls to AWS', measured: ms(dist.firstMs), ...unjudged },
  {
    what: 'cold, load and first call',
    measured: ms(wholeMs(dist)),
    against: `plain ES module ${ms(wholeMs(esm))}`,
    value: wholeMs(dist) / wholeMs(esm),
    target: COLD_TO_ESM,
  },
  {
    what: 'peak memory of a cold start, MB',
    measured: megabytes(dist),
    against: `empty ${megabytes(empty)}, plain ES module ${megabytes(esm)}`,
    value: dist.peakRssBytes / 1e6,
    target: MAX_RSS_BYTES / 1e6,
  },
]

const megabytes = ({ peakRssBytes }: ColdStart): string => (peakRssBytes / 1e6).toFixed(1)

/** The figures of the bundles' sizes. */
export const sizeFigures = ({ dist, esm, reconcile }: Bundles): Figure[] => {
  const raw = readFileSync(dist)
  const plain = readFileSync(esm)
  return [
    {
      what: 'bundle, KB',
      measured: bytes(raw),
      against: `plain ES module ${plain.length.toLocaleString('en')}`,
      value: raw.length / 1e3,
      target: MAX_BUNDLE_BYTES / 1e3,
    },
    {
      ...unjudged,
      what: 'bundle, gzip',
      measured: bytes(gzipSync(raw)),
      against: `plain ES module ${gzipSync(plain).length.toLocaleString('en')}`,
    },
    { ...unjudged, what: 'bundle of reconcile', measured: bytes(readFileSync(reconcile)) },
  ]
}

const bytes = ({ length }: Uint8Array): string => `${length.toLocaleString('en')} bytes`
