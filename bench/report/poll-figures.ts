import type { CallCounts } from '../calls/call-counts.ts'
import type { Poll, Tick } from '../calls/measure-poll.ts'
import { CALLS_PER_COLD_TICK, CALLS_PER_WARM_TICK, MAX_POLL_RSS_BYTES } from '../targets.ts'
import type { Figure } from './figure.ts'

/** The figures of polls: the calls of those that found something, and the time and memory of all. */
export const pollFigures = (polls: readonly Poll[]): Figure[] =>
  polls.flatMap((poll) => [
    ...(poll.untold > 0 ? [...calls(poll.cold, CALLS_PER_COLD_TICK), ...calls(poll.warm, CALLS_PER_WARM_TICK)] : []),
    ...time(poll),
    memory(poll),
  ])

const calls = (tick: Tick, targets: CallCounts): Figure[] =>
  Object.entries(targets).map(([call, target]) => {
    const value = tick.calls[call as keyof CallCounts] ?? 0
    return { what: `${tick.what}, ${call}`, measured: `${value}`, against: '', value, target }
  })

const time = ({ cold, warm }: Poll): Figure[] =>
  [cold, warm].map(({ what, invocation }) => ({
    what: `${what}, time`,
    measured: `${Math.round(invocation.takenMs).toLocaleString('en')} ms`,
    against: '',
    value: null,
    target: null,
  }))

const memory = ({ cold, warm }: Poll): Figure => {
  const [before, peak] = [cold.invocation.rssBytes / 1e6, warm.invocation.peakRssBytes / 1e6]
  return {
    what: `${cold.what}, peak memory, MB`,
    measured: peak.toFixed(0),
    against: `before it ${before.toFixed(0)}, growth ${(peak - before).toFixed(0)}`,
    value: peak,
    target: MAX_POLL_RSS_BYTES / 1e6,
  }
}
