import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Stack } from '../stack.ts'
import type { MemorySample } from './memory-sample.ts'

/** Time between two samples, ms. */
const SAMPLE_EVERY_MS = 4_000

/** Notes how much memory the local cloud's own process and those of the functions have, where the system has `ps`. */
export const startMemoryProbe = ({
  processes,
}: Stack): { readonly samples: readonly MemorySample[]; stop(): Promise<void> } => {
  const samples: MemorySample[] = []
  const begun = performance.now()
  let sampling = Promise.resolve()
  const sample = async (): Promise<void> => {
    const at = performance.now() - begun
    samples.push({ name: 'local cloud', pid: process.pid, at, rssMb: process.memoryUsage.rss() / 2 ** 20 })
    const ofFunctions = processes()
    const kilobytes = await readKilobytes(ofFunctions.map(({ pid }) => pid))
    for (const { name, pid } of ofFunctions) {
      const rss = kilobytes.get(pid)
      if (rss !== undefined) samples.push({ name, pid, at, rssMb: rss / 1_024 })
    }
  }
  const timer = setInterval(() => {
    sampling = sampling.then(sample)
  }, SAMPLE_EVERY_MS)
  return {
    samples,
    stop: () => {
      clearInterval(timer)
      return sampling
    },
  }
}

/** @returns resident kilobytes by process; none of those that have ended */
const readKilobytes = async (pids: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')]).catch(
    // Where not one of them is there, it fails.
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  )
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return new Map(lines.flatMap(([pid, rss]) => (pid && rss ? [[pid, rss] as const] : [])))
}
