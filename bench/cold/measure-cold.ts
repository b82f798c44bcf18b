import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import type { Bundles } from '../build-bundles.ts'
import { buildEvent } from '../build-event.ts'
import { median } from '../median.ts'
import { SIZES } from '../sizes.ts'
import type { ColdStart } from './cold-process.ts'

const NAMES = ['empty', 'dist', 'esm'] as const

/** Cold starts of each bundle, medians of every member. */
export type ColdStarts = Readonly<Record<(typeof NAMES)[number], ColdStart>>

/** Measures cold starts with a run of 1.5 KB: the bundles take turns, each time in a fresh process. */
export const measureCold = async (
  bundles: Bundles,
  rounds: number,
  show: (line: string) => void,
  signal: AbortSignal,
): Promise<ColdStarts> => {
  const starts: Record<(typeof NAMES)[number], ColdStart[]> = { empty: [], dist: [], esm: [] }
  // The first of each finds its file on the disk: it does not count.
  for (let round = -1; round < rounds; round++) {
    show(`cold: round ${Math.max(round, 0) + 1} of ${rounds}`)
    for (const name of NAMES) {
      const start = await coldStart(bundles.coldProcess, bundles[name], signal)
      if (round >= 0) starts[name].push(start)
    }
  }
  return { empty: middle(starts.empty), dist: middle(starts.dist), esm: middle(starts.esm) }
}

const coldStart = async (coldProcess: string, bundle: string, signal: AbortSignal): Promise<ColdStart> => {
  const event = JSON.stringify(buildEvent('accepted', SIZES['1.5 KB']))
  const child = spawn(process.execPath, [coldProcess, bundle, event], {
    env: BENCH_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  })
  const [result, [code]] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'exit', { signal })])
  if (code !== 0) throw new Error(`a cold start of ${bundle} ended with ${code}`)
  return JSON.parse(result)
}

/** Load and first call of a start belong together: their sum's median is that of whole starts. */
const middle = (starts: readonly ColdStart[]): ColdStart => {
  const loadMs = median(starts.map((start) => start.loadMs))
  const wholeMs = median(starts.map((start) => start.loadMs + start.firstMs))
  return { loadMs, firstMs: wholeMs - loadMs, peakRssBytes: median(starts.map((start) => start.peakRssBytes)) }
}
