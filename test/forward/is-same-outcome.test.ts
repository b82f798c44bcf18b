import { describe, expect, it } from 'vitest'
import { isSameOutcome } from '../../lib/forward/is-same-outcome.ts'
import type { OutcomeFacts, TaskFacts } from '../../lib/forward/outcome-facts.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { recordedRun, recordedRuns } from '../support/recorded-run.ts'
import { withMember } from '../support/with-member.ts'
import { outcomeFactsIn } from './outcome-facts-in.ts'
import { bareOf, replaySentByHook, sentByHook, withTask } from './recorded-outcomes.ts'

/** What the rule says of two reports, which must not depend on which came first. */
const isSame = (a: OutcomeFacts, b: OutcomeFacts): boolean => {
  const same = isSameOutcome(a, b)
  expect(isSameOutcome(b, a), 'the other way round').toBe(same)
  return same
}
const areSame = (a: unknown, b: unknown): boolean => isSame(outcomeFactsIn(a), outcomeFactsIn(b))

const ended = recordedRuns.filter((name) => !['QUEUED', 'RUNNING'].includes(recordedRun(name).run.status))
const run = recordedRun
const bare = (name: string): unknown => bareOf(run(name))
const later = (details: unknown, time: string): unknown => withMember(details, ['run', 'finishedAt'], time)

/** `on-success-hook`, after its hook has ended too. */
const hookedSuccess = (): unknown => {
  const { tasks } = run('on-success-hook.seen-from-inside.start')
  const hook = { ...tasks[0], displayName: 'on-success-task-1795346395400' }
  const final = withMember(
    sentByHook('on-success-hook.seen-from-inside.start', 'COMPLETED'),
    ['tasks'],
    [hook, ...tasks],
  )
  return later(final, '2026-11-22T11:19:58.3Z')
}

/** `charge` alone ran again: the run's createdAt and startedAt stay. */
const failedStepReplayed = (): unknown =>
  later(withTask(run('dag-partial-fail.final'), 'charge', { retryCount: 1 }), '2026-11-22T11:30:00Z')
const completedStepReplayed = (): unknown =>
  later(withTask(run('dag-ok.final'), 'transform', { retryCount: 1 }), '2026-11-22T11:30:00Z')
const repairedStep = (): unknown => withMember(failedStepReplayed(), ['run', 'status'], 'COMPLETED')

/** `retry-ok`, had its third attempt failed too. */
const retriesFailed = (): unknown =>
  withTask(withMember(run('retry-ok.final'), ['run', 'status'], 'FAILED'), 'retry-ok', { status: 'FAILED' })

const SAME: [string, unknown, unknown][] = [
  [
    'a completed run and the same after a late cancel',
    run('cancel-after-completed.before'),
    run('cancel-after-completed.final'),
  ],
  ['a completed run and its corrected start', run('completed-started-late.first'), run('completed-started-late.final')],
  [
    'a bare completed run and its corrected start',
    bare('completed-started-late.first'),
    bare('completed-started-late.final'),
  ],
  [
    'a bare completed run and the same after a late cancel',
    bare('cancel-after-completed.before'),
    bare('cancel-after-completed.final'),
  ],
  [
    'a failed run as its hook saw it, and its end',
    sentByHook('on-failure-hook.seen-from-inside.start', 'FAILED'),
    run('hooked-fail.final'),
  ],
  [
    'a failed run as its hook saw it, bare, and its end',
    bareOf(sentByHook('on-failure-hook.seen-from-inside.start', 'FAILED')),
    run('hooked-fail.final'),
  ],
  [
    'a completed run as its hook saw it, and its end',
    sentByHook('on-success-hook.seen-from-inside.start', 'COMPLETED'),
    hookedSuccess(),
  ],
  [
    'a replay as its hook saw it while tasks still read as before, and its end',
    replaySentByHook(),
    run('replay-dag.final'),
  ],
  ['a replay as its hook saw it, bare, and its end', bareOf(replaySentByHook()), run('replay-dag.final')],
  [
    'a run in another zone',
    run('api-in-new-york.completed'),
    withMember(run('api-in-new-york.completed'), ['run', 'createdAt'], '2026-11-22T11:18:41.305427Z'),
  ],
]

const DIFFERENT: [string, unknown, unknown][] = [
  ['a failure and the success of its replay', run('replay-fail-then-ok.before'), run('replay-fail-then-ok.final')],
  [
    'a bare failure and the success of its replay',
    bare('replay-fail-then-ok.before'),
    bare('replay-fail-then-ok.final'),
  ],
  [
    'a success and the failure of its replay',
    withTask(withMember(run('replay-ok-then-fail.final'), ['run', 'status'], 'COMPLETED'), 'flagged', {
      status: 'COMPLETED',
      retryCount: 0,
    }),
    run('replay-ok-then-fail.final'),
  ],
  ['a failed DAG and its failed replay', run('replay-dag.before'), run('replay-dag.final')],
  ['a failed DAG and its failed replay 1.6 s later, both bare', bare('replay-dag.before'), bare('replay-dag.final')],
  ['a failed DAG, bare, and its failed replay', bare('replay-dag.before'), run('replay-dag.final')],
  ['a failed DAG and its failed replay, bare', run('replay-dag.before'), bare('replay-dag.final')],
  ['a failed DAG and its replay as the hook saw it', run('replay-dag.before'), replaySentByHook()],
  ['a failed DAG and its replay as the hook saw it, both bare', bare('replay-dag.before'), bareOf(replaySentByHook())],
  ['a failure before a retry and the success after it', run('retry-ok.transient-failed'), run('retry-ok.final')],
  ['a failure before retries and the failure of the last', run('retry-ok.transient-failed'), retriesFailed()],
  ['a failed DAG and the failed replay of one step', run('dag-partial-fail.final'), failedStepReplayed()],
  ['a completed DAG and the replay of one step', run('dag-ok.final'), completedStepReplayed()],
  ['a failed DAG and the replay of the step that repaired it', run('dag-partial-fail.final'), repairedStep()],
]

describe('the recorded outcomes', () => {
  it.each(SAME)('of one attempt are one: %s', (_, a, b) => {
    expect(areSame(a, b)).toBe(true)
  })

  it.each(DIFFERENT)('of two attempts are two: %s', (_, a, b) => {
    expect(areSame(a, b)).toBe(false)
  })

  it.each(ended)('%s is itself, in its details form, in its bare form, and in one after the other', (name) => {
    expect(areSame(run(name), run(name))).toBe(true)
    expect(areSame(bare(name), bare(name))).toBe(true)
    expect(areSame(run(name), bare(name))).toBe(true)
  })
})

const AT = Date.UTC(2026, 10, 22, 12)
const facts = (overrides: Partial<OutcomeFacts> = {}): OutcomeFacts => ({
  status: 'FAILED',
  createdAt: AT,
  startedAt: AT,
  finishedAt: AT + 5_000,
  tasks: null,
  ...overrides,
})
const tasks = (overrides: Partial<TaskFacts> = {}): TaskFacts => ({
  failed: new Map(),
  ended: new Map(),
  retries: 0,
  highestRetry: 0,
  allEnded: false,
  ...overrides,
})
const failed = (...entries: [string, number][]) => ({ failed: new Map(entries) })
const others = (...entries: [string, number][]) => ({ ended: new Map(entries) })

describe('isSameOutcome', () => {
  it.each([
    ['COMPLETED', 'FAILED'],
    ['COMPLETED', 'CANCELLED'],
    ['FAILED', 'CANCELLED'],
  ] as const)('never takes %s for %s', (one, other) => {
    const known = tasks({ allEnded: true })

    expect(isSame(facts({ status: one }), facts({ status: other }))).toBe(false)
    expect(isSame(facts({ status: one, tasks: known }), facts({ status: other, tasks: known }))).toBe(false)
  })

  describe('compares first the retries of tasks that failed', () => {
    const FAR = { createdAt: AT + 60_000, startedAt: AT + 60_000, finishedAt: AT + 65_000 }

    it.each([
      ['it failed at the same retry', tasks(failed(['a', 1])), tasks(failed(['a', 1]))],
      ['all failed at the same retries', tasks(failed(['a', 1], ['b', 0])), tasks(failed(['b', 0], ['a', 1]))],
      ['one more has failed since', tasks(failed(['a', 1])), tasks(failed(['a', 1], ['b', 0]))],
      ['it had ended at that retry', tasks(failed(['a', 1])), tasks({ ...failed(['b', 0]), ...others(['a', 1]) })],
      [
        'others ended at another retry',
        tasks({ ...failed(['a', 1]), ...others(['b', 0]) }),
        tasks({ ...failed(['a', 1]), ...others(['b', 1]) }),
      ],
      [
        'all have ended, and others at another retry',
        tasks({ ...failed(['a', 1]), allEnded: true, retries: 1 }),
        tasks({ ...failed(['a', 1]), allEnded: true, retries: 2 }),
      ],
    ])('one outcome, whatever the times, where %s', (_, a, b) => {
      expect(isSame(facts({ tasks: a }), facts({ ...FAR, tasks: b }))).toBe(true)
    })

    it.each([
      ['it failed at another retry', tasks(failed(['a', 1])), tasks(failed(['a', 2]))],
      ['one of them failed at another retry', tasks(failed(['a', 1], ['b', 0])), tasks(failed(['a', 1], ['b', 1]))],
      ['it had ended at another retry', tasks(failed(['a', 0])), tasks({ ...failed(['b', 0]), ...others(['a', 1]) })],
      [
        'all have ended, with the same sum of retries',
        tasks({ ...failed(['a', 0], ['b', 1]), retries: 1, allEnded: true }),
        tasks({ ...failed(['a', 1], ['b', 0]), retries: 1, allEnded: true }),
      ],
    ])('two outcomes, whatever the times, where %s', (_, a, b) => {
      expect(isSame(facts({ tasks: a }), facts({ tasks: b }))).toBe(false)
    })

    it('two outcomes where more failed than are kept, and one of the others was replayed', () => {
      const many = failed(...Array.from({ length: 10 }, (_, index): [string, number] => [`t${index}`, 0]))
      const before = tasks({ ...many, retries: 0, allEnded: true })

      expect(isSame(facts({ tasks: before }), facts({ tasks: { ...before, retries: 1 } }))).toBe(false)
      expect(isSame(facts({ tasks: before }), facts({ tasks: { ...before, retries: 1, allEnded: false } }))).toBe(true)
    })

    it('one outcome of a report with itself, though it lists a task twice', () => {
      const task = { metadata: { id: 'a' }, displayName: 'work' }
      const listed = [buildTask({ ...task, status: 'FAILED', retryCount: 0 }), buildTask({ ...task, retryCount: 1 })]
      const report = { run: buildRun({ status: 'FAILED' }), tasks: listed }

      expect(areSame(report, report)).toBe(true)
    })

    it.each(['COMPLETED', 'CANCELLED'] as const)('but not of a run that is %s though a task failed', (status) => {
      const one = tasks({ ...failed(['a', 0]), retries: 0, allEnded: true })
      const replayed = tasks({ ...failed(['a', 0]), ...others(['b', 1]), retries: 1, allEnded: true })

      expect(isSame(facts({ status, tasks: one }), facts({ status, tasks: replayed }))).toBe(false)
    })
  })

  describe('compares then the retries of all tasks', () => {
    const unshared = (retries: number, allEnded = true) =>
      tasks({ ...failed([`only-${retries}`, 0]), retries, allEnded })

    it.each(['COMPLETED', 'FAILED', 'CANCELLED'] as const)('of a %s run once all have ended', (status) => {
      const far = { status, createdAt: AT + 60_000, startedAt: AT + 60_000, finishedAt: null }

      expect(
        isSame(facts({ status, tasks: unshared(2) }), facts({ ...far, tasks: tasks({ retries: 2, allEnded: true }) })),
      ).toBe(true)
      expect(isSame(facts({ status, tasks: unshared(2) }), facts({ status, tasks: unshared(3) }))).toBe(false)
    })

    it.each([
      ['in one', true, false],
      ['in both', false, false],
    ])('but not while some still run %s', (_, oneEnded, otherEnded) => {
      expect(isSame(facts({ tasks: unshared(2, oneEnded) }), facts({ tasks: unshared(3, otherEnded) }))).toBe(true)
    })

    it('but not where one report has no tasks', () => {
      expect(isSame(facts({ tasks: unshared(2) }), facts())).toBe(true)
    })
  })

  describe('compares last the times', () => {
    it('one outcome where both were created at the same time, however far apart they ran', () => {
      const never = facts({ startedAt: null, finishedAt: null })

      expect(isSame(never, facts({ startedAt: AT + 5_000, finishedAt: AT + 9_000 }))).toBe(true)
    })

    it.each([
      ['a gap of 1 s', { createdAt: AT + 6_000, startedAt: AT + 6_000, finishedAt: AT + 7_000 }, true],
      ['a gap of more than 1 s', { createdAt: AT + 6_001, startedAt: AT + 6_001, finishedAt: AT + 7_000 }, false],
      ['a span within the other', { createdAt: AT + 1_000, startedAt: AT + 2_000, finishedAt: AT + 3_000 }, true],
      [
        'an end before the start, 1 s after',
        { createdAt: AT + 1, startedAt: AT + 9_000, finishedAt: AT + 6_000 },
        true,
      ],
      [
        'an end before the start, over 1 s after',
        { createdAt: AT + 1, startedAt: AT + 9_000, finishedAt: AT + 6_001 },
        false,
      ],
      [
        'an end before the start, 1 s before',
        { createdAt: AT + 1, startedAt: AT - 1_000, finishedAt: AT - 9_000 },
        true,
      ],
      [
        'an end before the start, over 1 s before',
        { createdAt: AT + 1, startedAt: AT - 1_001, finishedAt: AT - 9_000 },
        false,
      ],
      ['no end, and a start 1 s after', { createdAt: AT + 1, startedAt: AT + 6_000, finishedAt: null }, true],
      ['no end, and a start over 1 s after', { createdAt: AT + 1, startedAt: AT + 6_001, finishedAt: null }, false],
      [
        'no start and no end, and a creation 1 s after',
        { createdAt: AT + 6_000, startedAt: null, finishedAt: null },
        true,
      ],
      [
        'no start and no end, and a creation over 1 s after',
        { createdAt: AT + 6_001, startedAt: null, finishedAt: null },
        false,
      ],
      ['no start, and a creation 1 s after', { createdAt: AT + 6_000, startedAt: null, finishedAt: AT + 9_000 }, true],
      [
        'no start, and a creation over 1 s after',
        { createdAt: AT + 6_001, startedAt: null, finishedAt: AT + 9_000 },
        false,
      ],
    ])('%s: %#', (_, times, same) => {
      expect(isSame(facts(), facts(times))).toBe(same)
    })
  })
})
