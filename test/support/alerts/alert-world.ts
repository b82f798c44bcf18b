import type { AlertPorts } from '../../../lib/alerts/alert-ports.ts'
import { consumeSummaries, type SummaryMessage } from '../../../lib/alerts/consume-summaries.ts'
import type { AlertPolicy, Route, Silence } from '../../../lib/alerts/policy/alert-policy.ts'
import type { SinkGate } from '../../../lib/alerts/sink-gate.ts'
import { sweep } from '../../../lib/alerts/sweep.ts'
import { createFakeClock, type FakeClock } from '../fake-clock.ts'
import type { PassStep } from './alert-step.ts'
import { MINUTE, START } from './alert-times.ts'
import { buildRoute } from './build-route.ts'
import { createFakeSink, type FakeSink } from './fake-sink.ts'
import { createMemoryIncidents, type MemoryIncidents } from './memory-incidents.ts'
import { createMemorySinkGate } from './memory-sink-gate.ts'
import { portsThrough } from './ports-through.ts'
import { createRecordingAlertReporter, type RecordingAlertReporter } from './recording-alert-reporter.ts'

export interface AlertWorld {
  readonly clock: FakeClock
  readonly store: MemoryIncidents
  readonly gate: SinkGate
  /** `team` takes everything; `pager` nothing that is over, and no digests; `mail` is the fallback. */
  readonly sinks: ReadonlyMap<'team' | 'pager' | 'mail', FakeSink>
  readonly team: FakeSink
  readonly pager: FakeSink
  readonly mail: FakeSink
  readonly report: RecordingAlertReporter
  /** Those that operators set. */
  readonly silences: Silence[]
  policy: AlertPolicy
  /** Everything that alerting needs of this world, each call through this. */
  ports(pass?: PassStep, claimantPrefix?: string): AlertPorts
  /** Takes a batch, and tells the ids that must come again. */
  take(messages: readonly SummaryMessage[], pass?: PassStep): Promise<readonly string[]>
  sweep(pass?: PassStep): Promise<void>
  /** Lets time pass, with a sweep every minute. */
  passMinutes(minutes: number): Promise<void>
}

const SIGNAL = new AbortController().signal
const untouched: PassStep = async (_step, effect) => effect()

/** What alerting lives in: incidents, a gate and sinks in memory, all on one clock that a test moves. */
export const alertWorld = (routes: readonly Route[] = [buildRoute()]): AlertWorld => {
  const clock = createFakeClock(START)
  const team = createFakeSink(clock.now)
  const pager = createFakeSink(clock.now, { takesRecovered: false, takesDigests: false })
  const mail = createFakeSink(clock.now)
  let claimants = 0
  const world: AlertWorld = {
    clock,
    store: createMemoryIncidents(),
    gate: createMemorySinkGate(),
    sinks: new Map([
      ['team', team],
      ['pager', pager],
      ['mail', mail],
    ]),
    team,
    pager,
    mail,
    report: createRecordingAlertReporter(),
    silences: [],
    policy: { sinks: {}, routes, silences: [] },
    ports: (pass = untouched, prefix = 'sender') =>
      portsThrough(pass, {
        ...world,
        fallback: 'mail',
        now: clock.now,
        random: () => 0.5,
        timeout: clock.timeout,
        sleep: async (ms) => clock.advance(ms),
        silences: { active: async () => world.silences },
        newClaimant: () => {
          claimants += 1
          return `${prefix}.${claimants}`
        },
      }),
    take: (messages, pass) => consumeSummaries(messages, world.ports(pass), () => true, SIGNAL),
    sweep: (pass) => sweep(world.ports(pass), 60_000, SIGNAL),
    passMinutes: async (minutes) => {
      for (let passed = 0; passed < minutes; passed += 1) {
        clock.advance(MINUTE)
        await world.sweep()
      }
    },
  }
  return world
}
