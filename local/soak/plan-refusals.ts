import type { Act } from './act.ts'
import { createRandom } from './random.ts'

/** Mean time between two requests that must be refused, and between two runs that have not ended, ms. */
const REFUSED_EVERY_MS = 1_200
const IGNORED_EVERY_MS = 2_500

/**
 * Requests that must put nothing on a queue: each kind in turn, so that none is left out.
 *
 * @param kinds - how many kinds of requests there are that must be refused
 */
export const planRefusals = (seed: string, durationMs: number, kinds: number): readonly Act[] => {
  const random = createRandom(`${seed} refusals`)
  const refused = Math.floor(durationMs / REFUSED_EVERY_MS)
  const ignored = Math.floor(durationMs / IGNORED_EVERY_MS)
  return [
    ...Array.from({ length: refused }, (_, index): Act => {
      return { at: random.between(0, durationMs), type: 'refused', index: index % kinds }
    }),
    ...Array.from({ length: ignored }, (): Act => {
      return { at: random.between(0, durationMs), type: 'ignored', like: random.share() }
    }),
  ]
}
