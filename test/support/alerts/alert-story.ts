import fc from 'fast-check'
import type { WorkerFaultStory } from './alert-worker.ts'
import type { SinkMode } from './fake-sink.ts'

/** A message on its way: the end of a run, or one that came before. */
export type MessageStory =
  | { readonly type: 'fails' | 'succeeds'; readonly workflow: number; readonly lagMinutes: number }
  | { readonly type: 'again'; readonly which: number }

/** What happens at one time: batches and sweeps at once, after a time in which nothing happens. */
export interface RoundStory {
  readonly afterMinutes: number
  readonly batches: readonly {
    readonly messages: readonly MessageStory[]
    readonly fault: WorkerFaultStory | null
  }[]
  readonly sweeps: readonly (WorkerFaultStory | null)[]
  /** The workflow whose incident an operator closes, if one is open; null for none. */
  readonly closes: number | null
  /** From now on, for so long. */
  readonly silenceMinutes: number | null
  readonly outage: { readonly sink: 'team' | 'pager'; readonly mode: SinkMode } | null
}

export interface AlertStory {
  readonly failuresToOpen: number
  readonly rounds: readonly RoundStory[]
  /** Who goes on next. */
  readonly turns: readonly number[]
}

export interface StoryOptions {
  readonly hasFaults: boolean
  readonly hasSilences: boolean
  readonly hasOutages: boolean
}

const LAGS = [0, 0, 0, 0, 1, 4, 12, 40]
const PAUSES = [0, 0.1, 1, 1, 2, 3, 6, 11, 16, 31, 70]

const message: fc.Arbitrary<MessageStory> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom('fails', 'fails', 'succeeds'),
      workflow: fc.constantFrom(0, 0, 0, 1),
      lagMinutes: fc.constantFrom(...LAGS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('again' as const), which: fc.nat({ max: 20 }) }) },
)

const fault: fc.Arbitrary<WorkerFaultStory> = fc.record({
  at: fc.integer({ min: 1, max: 12 }),
  fault: fc.constantFrom('dies before', 'dies after', 'freezes', 'no effect', 'no answer', 'second'),
})

/** Stories of up to eight rounds. */
export const alertStory = ({ hasFaults, hasSilences, hasOutages }: StoryOptions): fc.Arbitrary<AlertStory> => {
  const maybe = <T>(has: boolean, arbitrary: fc.Arbitrary<T>, freq: number): fc.Arbitrary<T | null> =>
    has ? fc.option(arbitrary, { nil: null, freq }) : fc.constant(null)
  const round = fc.record({
    afterMinutes: fc.constantFrom(...PAUSES),
    batches: fc.array(
      fc.record({ messages: fc.array(message, { minLength: 1, maxLength: 4 }), fault: maybe(hasFaults, fault, 2) }),
      { maxLength: 3 },
    ),
    sweeps: fc.array(maybe(hasFaults, fault, 2), { maxLength: 2 }),
    closes: fc.constantFrom(null, null, null, null, null, 0, 0, 1),
    silenceMinutes: maybe(hasSilences, fc.constantFrom(0, 5, 20, 90), 5),
    outage: maybe(
      hasOutages,
      fc.record({
        sink: fc.constantFrom('team' as const, 'pager' as const),
        mode: fc.constantFrom('works', 'works', 'fails', 'fails', 'loses answers'),
      }),
      3,
    ),
  })
  return fc.record({
    failuresToOpen: fc.constantFrom(1, 1, 1, 2, 3),
    rounds: fc.array(round, { minLength: 1, maxLength: 8 }),
    turns: fc.array(fc.nat({ max: 5 }), { maxLength: 24 }),
  })
}
