import type { Act } from './act.ts'
import { planRefusals } from './plan-refusals.ts'
import { planStorms } from './plan-storms.ts'
import { planTraffic } from './plan-traffic.ts'
import { planWeather } from './plan-weather.ts'

/** Length of a round of storms and faults at most, ms. */
const ROUND_MS = 240_000

/** How often a sweep comes and Hatchet is polled, ms: the local alert policy has seconds for minutes. */
const SWEEP_EVERY_MS = 5_000
const POLL_EVERY_MS = 8_000

/**
 * All that happens in a soak, in the order of its time: the same for the same seed and length.
 *
 * @param refusedKinds - how many kinds of requests there are that must be refused
 */
export const planSoak = (seed: string, durationMs: number, refusedKinds: number): readonly Act[] => {
  const roundMs = durationMs / Math.max(1, Math.round(durationMs / ROUND_MS))
  const every = (type: 'sweep' | 'poll', ms: number): Act[] =>
    Array.from({ length: Math.floor(durationMs / ms) }, (_, index) => ({ at: index * ms, type }))
  return [
    ...planTraffic(seed, durationMs),
    ...planRefusals(seed, durationMs, refusedKinds),
    ...planStorms(seed, durationMs, roundMs),
    ...planWeather(seed, durationMs, roundMs),
    ...every('sweep', SWEEP_EVERY_MS),
    ...every('poll', POLL_EVERY_MS),
  ].toSorted((a, b) => a.at - b.at)
}
