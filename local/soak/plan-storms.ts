import type { Act } from './act.ts'
import { createRandom } from './random.ts'

/** A storm: so many workflows fail so many times each, within so many ms. */
const STORM_WORKFLOWS = 100
const STORM_FAILURES = 5
const STORM_MS = 5_000

/** Of the time between two storms, when one comes, and when its workflows succeed again, within how long. */
const BEGINS = 0.12
const ENDS = 0.35
const RECOVERY_MS = 8_000

/** @param everyMs - time between two storms */
export const planStorms = (seed: string, durationMs: number, everyMs: number): readonly Act[] => {
  const random = createRandom(`${seed} storms`)
  const acts: Act[] = []
  const add = (at: number, workflow: number, status: 'FAILED' | 'COMPLETED'): void => {
    const run = { runId: random.uuid(), workflow: `storm-${workflow}`, status, like: random.share() }
    acts.push({ at, type: 'run', run, isInHatchet: false, repeatAfterMs: null })
  }
  for (let from = 0; from + everyMs <= durationMs; from += everyMs) {
    for (let workflow = 1; workflow <= STORM_WORKFLOWS; workflow += 1) {
      for (let failure = 0; failure < STORM_FAILURES; failure += 1) {
        add(from + everyMs * BEGINS + random.between(0, STORM_MS), workflow, 'FAILED')
      }
      add(from + everyMs * ENDS + random.between(0, RECOVERY_MS), workflow, 'COMPLETED')
    }
  }
  return acts
}
