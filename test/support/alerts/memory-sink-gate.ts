import { MAX_MESSAGES_PER_MINUTE, MAX_SINK_FAILURES } from '../../../lib/alerts/limits.ts'
import type { Admission, SinkGate } from '../../../lib/alerts/sink-gate.ts'
import { MINUTE } from './alert-times.ts'

interface SinkMinute {
  readonly minute: number
  readonly sent: number
  readonly digests: number
  readonly failures: number
  readonly restUntil: number
}

const FIRST: SinkMinute = { minute: 0, sent: 0, digests: 0, failures: 0, restUntil: 0 }

/** A gate that lives as long as the test: ten messages and a digest a minute, and rest after three failures in a row. */
export const createMemorySinkGate = (): SinkGate => {
  const states = new Map<string, SinkMinute>()
  const stateOf = (sink: string): SinkMinute => states.get(sink) ?? FIRST
  const ask = (sink: string, now: number, kind: 'sent' | 'digests', most: number): Admission => {
    const minute = Math.floor(now / MINUTE)
    const before = stateOf(sink)
    const state = before.minute === minute ? before : { ...before, minute, sent: 0, digests: 0 }
    if (state.restUntil > now) return { isAdmitted: false, isResting: true, tryAt: state.restUntil }
    if (state[kind] >= most) return { isAdmitted: false, isResting: false, tryAt: (minute + 1) * MINUTE }
    states.set(sink, { ...state, [kind]: state[kind] + 1 })
    return { isAdmitted: true, failures: state.failures }
  }
  return {
    admit: async (sink, now) => ask(sink, now, 'sent', MAX_MESSAGES_PER_MINUTE),
    admitDigest: async (sink, now) => ask(sink, now, 'digests', 1),
    failed: async (sink, restUntil) => {
      const state = stateOf(sink)
      const failures = state.failures + 1
      const rest = failures >= MAX_SINK_FAILURES ? { restUntil } : {}
      states.set(sink, { ...state, failures, ...rest })
    },
    worked: async (sink) => {
      states.set(sink, { ...stateOf(sink), failures: 0, restUntil: 0 })
    },
  }
}
