import fc from 'fast-check'
import type { TerminalStatus } from '../../lib/run/run-status.ts'
import { DAY, HOUR, MINUTE } from './reconcile-world.ts'

/** One attempt of a run, from its start to its end. */
interface AttemptStory {
  /** Since the attempt before had ended; of the first, since the run was created. */
  readonly waitMs: number
  readonly runMs: number
  readonly status: TerminalStatus
  /** It read FAILED this long before it was retried. */
  readonly transientMs: number | null
  /** A cancel this long after its end moves it. */
  readonly lateCancelMs: number | null
  /** Its end is seen three seconds before its start is. */
  readonly startsLate: boolean
  /** Replays of a DAG: of all its tasks, or of the last. */
  readonly scope: 'all' | 'step'
  /** When webhooks tell of it, after its end; none where they are lost. */
  readonly deliveriesMs: readonly number[]
}

export interface RunStory {
  /** Before or after the first tick. */
  readonly createdMs: number
  readonly appearsMs: number
  readonly isDag: boolean
  readonly isBare: boolean
  readonly attempts: readonly AttemptStory[]
}

export interface TickStory {
  /** Since the tick before. */
  readonly afterMs: number
  readonly schedule: '5min' | 'hourly' | 'daily'
  /** At which step the instance is killed. */
  readonly crashAt: number | null
  /** How long each of its steps takes; the world goes on meanwhile. */
  readonly stepMs: number
  /** It begins this long before Hatchet's next change, instead. */
  readonly beforeChangeMs: number | null
  /** At which of its steps the webhooks come that were due since the tick before; null for when they were due. */
  readonly deliverAt: number | null
}

export interface OutageStory {
  readonly fromMs: number
  readonly lengthMs: number
  readonly what: 'ledger' | 'record' | 'queues' | 'answers of the queues' | 'Hatchet' | 'details'
}

export interface Story {
  readonly skewMs: number
  readonly runs: readonly RunStory[]
  readonly ticks: readonly TickStory[]
  readonly outages: readonly OutageStory[]
}

const ms = (min: number, max: number) => fc.integer({ min, max })
const sometimes = <T>(often: T, value: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(often) }, value)
const half = <T>(one: T, value: fc.Arbitrary<T>) => fc.oneof(fc.constant(one), value)

// A replay starts at the earliest 1.6 s after the end, and takes long enough that its end is seen to be another: an end at
// most 5 s after a recorded one, without a higher retry, is taken for the same (design.md §7).
const attempt: fc.Arbitrary<AttemptStory> = fc.record({
  waitMs: fc.oneof(ms(1_600, 10_000), ms(MINUTE, HOUR)),
  runMs: fc.oneof(ms(6_000, MINUTE), ms(MINUTE, 2 * HOUR)),
  status: fc.constantFrom<TerminalStatus>('FAILED', 'FAILED', 'COMPLETED', 'CANCELLED'),
  transientMs: sometimes<number | null>(null, ms(24, 25_000)),
  lateCancelMs: sometimes<number | null>(null, ms(100, 10 * MINUTE)),
  startsLate: sometimes(false, fc.boolean()),
  scope: fc.constantFrom('all', 'step'),
  deliveriesMs: sometimes<number[]>([], fc.array(fc.oneof(ms(50, 5_000), ms(5_000, 3 * HOUR)), { maxLength: 3 })),
})

const run: fc.Arbitrary<RunStory> = fc.record({
  createdMs: fc.oneof(ms(-HOUR, HOUR), ms(-HOUR / 2, 2 * HOUR), ms(-2 * DAY, 4 * HOUR)),
  appearsMs: ms(0, 3_000),
  isDag: fc.boolean(),
  isBare: sometimes(false, fc.boolean()),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 3 }),
})

const tick: fc.Arbitrary<TickStory> = fc.record({
  afterMs: fc.oneof(ms(0, MINUTE), fc.constant(5 * MINUTE), fc.constant(5 * MINUTE), ms(5 * MINUTE, 90 * MINUTE)),
  schedule: fc.constantFrom('5min', '5min', 'hourly', 'daily'),
  crashAt: sometimes<number | null>(null, ms(1, 40)),
  stepMs: half(0, ms(10, 2_000)),
  beforeChangeMs: sometimes<number | null>(null, ms(0, 10_000)),
  deliverAt: sometimes<number | null>(null, ms(1, 20)),
})

const outage: fc.Arbitrary<OutageStory> = fc.record({
  fromMs: ms(0, 3 * HOUR),
  lengthMs: ms(MINUTE, 2 * HOUR),
  what: fc.constantFrom('ledger', 'record', 'queues', 'answers of the queues', 'Hatchet', 'details'),
})

/** What happens in one small world after the first tick of its tenant. */
export const reconcileStory: fc.Arbitrary<Story> = fc.record({
  skewMs: sometimes(0, fc.constantFrom(-6 * MINUTE, 6 * MINUTE)),
  runs: fc.array(run, { minLength: 1, maxLength: 3 }),
  ticks: fc.array(tick, { maxLength: 10 }),
  outages: half<OutageStory[]>([], fc.array(outage, { minLength: 1, maxLength: 3 })),
})
