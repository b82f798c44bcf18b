import type { Fault } from '../hatchet/fault.ts'
import type { SinkFault } from '../sinks/sink-fault.ts'
import type { Act } from './act.ts'
import { createRandom } from './random.ts'

/** Of each round, from when to when Slack and PagerDuty are down, and when SQS is; Hatchet fails throughout the former. */
const SINKS_DOWN = [0.25, 0.75] as const
const QUEUES_DOWN = 0.55

/** How long SQS is down, ms: less than a sender's patience. */
const QUEUES_DOWN_MS = 4_000

/** Of the whole, when processes are killed: after that they live long enough to show whether their memory grows. */
const KILLS = [0.08, 0.4] as const
const KILL_EVERY_MS = 5_000

/** Mean time between two faults of Hatchet in that time, ms. */
const HATCHET_FAULT_EVERY_MS = 10_000

/** In which every request fails, one way after the other. The first asks to come again soon, as a busy service does. */
const SINK_FAULTS: readonly [SinkFault, ...SinkFault[]] = [
  { on: 'any', kind: 'status', status: 503, retryAfter: '2' },
  { on: 'slack', kind: 'status', status: 429, retryAfter: '3' },
  { on: 'pagerduty', kind: 'status', status: 500, retryAfter: '2' },
]

const HATCHET_FAULTS: readonly [Fault, ...Fault[]] = [
  { on: 'any', kind: 'status', status: 500, times: 4 },
  { on: 'list', kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: 2 },
  { on: 'details', kind: 'status', status: 503, times: 3 },
  { on: 'any', kind: 'reset', times: 2 },
  { on: 'list', kind: 'garbage', times: 1 },
]

/**
 * What goes wrong, in rounds: sinks and queues that are down, a Hatchet that fails, processes that are killed.
 *
 * @param everyMs - length of a round
 */
export const planWeather = (seed: string, durationMs: number, everyMs: number): readonly Act[] => {
  const random = createRandom(`${seed} weather`)
  const acts: Act[] = []
  for (let round = 0; (round + 1) * everyMs <= durationMs; round += 1) {
    const from = round * everyMs
    const [down, up] = SINKS_DOWN.map((share) => from + share * everyMs) as [number, number]
    const fault = SINK_FAULTS[round % SINK_FAULTS.length] ?? SINK_FAULTS[0]
    acts.push({ at: down, type: 'sink-fault', fault: { ...fault, times: Number.MAX_SAFE_INTEGER } })
    acts.push({ at: up, type: 'sinks-heal' })
    const queuesDownAt = from + QUEUES_DOWN * everyMs
    acts.push({ at: queuesDownAt, type: 'queues-down', isDown: true })
    acts.push({ at: queuesDownAt + QUEUES_DOWN_MS, type: 'queues-down', isDown: false })
    for (let at = down; at < up; at += random.between(0, 2 * HATCHET_FAULT_EVERY_MS)) {
      acts.push({ at, type: 'hatchet-fault', fault: random.pick(HATCHET_FAULTS) })
    }
  }
  const [first, last] = KILLS.map((share) => share * durationMs) as [number, number]
  for (let at = first; at < last; at += random.between(0, 2 * KILL_EVERY_MS)) {
    acts.push({ at, type: 'kill', which: random.share() })
  }
  return acts
}
