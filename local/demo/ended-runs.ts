import { readdirSync, readFileSync } from 'node:fs'
import type { RunDetails } from '../hatchet/run-details.ts'

const RUNS = new URL('../../events/runs/', import.meta.url)

/** A recorded run, and the file that it is recorded in. */
export interface EndedRun {
  readonly title: string
  readonly details: RunDetails
}

/** Every recorded run as Hatchet has it once all have ended: each in its last state. */
export const endedRuns = (): EndedRun[] =>
  readdirSync(RUNS)
    .filter((file) => /\.(final|completed)\.json$/.test(file))
    .map((file) => ({
      title: file.replace(/\.json$/, ''),
      details: JSON.parse(readFileSync(new URL(file, RUNS), 'utf8')) as RunDetails,
    }))
