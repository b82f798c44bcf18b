import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeName, type StoryOutcome } from '../support/play-run-story.ts'
import { type PlayedStory, playStory } from '../support/play-story.ts'
import { reconcileStory } from '../support/reconcile-story.ts'
import { DAY, MINUTE, SCHEDULES } from '../support/reconcile-world.ts'
import { RUNS_FACTOR } from '../support/runs-factor.ts'

const isPolled = (schedule: keyof typeof SCHEDULES, status: string): boolean =>
  schedule !== 'daily' || status !== 'COMPLETED'

/** Ended after the first tick, in all that Hatchet ever said of it. */
const isNew = ({ from }: StoryOutcome, { firstTick }: PlayedStory) => from >= firstTick

/** Outcomes that stood, unchanged and settled, for the whole of a poll of a window that has them. */
const polledBy = (played: PlayedStory, { schedule, from, to }: PlayedStory['polls'][number]) =>
  played.outcomes.filter(
    (outcome) =>
      isPolled(schedule, outcome.status) &&
      isNew(outcome, played) &&
      outcome.runCreatedAt >= from - SCHEDULES[schedule].windowMinutes * MINUTE &&
      // Visible, as the list has whole seconds of Hatchet's clock at its end, and a row at most three seconds late.
      outcome.runCreatedAt <= from - 4_000 &&
      outcome.to > to &&
      // Settled since its end moved last; the clock is up to a second behind.
      [outcome.from, ...outcome.changes.filter((at) => at <= to)].every((at) => at <= from - 31_000),
  )

/** Outcomes that nothing may keep from being told: they stand, and a schedule reads them. COMPLETED is read for a day only. */
const mustCome = (played: PlayedStory) =>
  played.outcomes.filter(
    (outcome) =>
      isNew(outcome, played) &&
      outcome.to === Number.POSITIVE_INFINITY &&
      (outcome.status !== 'COMPLETED' || outcome.runCreatedAt > played.afterRecovery.now - DAY + 15 * MINUTE),
  )

const names = (outcomes: readonly StoryOutcome[]) => outcomes.map(({ index }) => outcomeName(index))
const isoTime = (epochMs: number) => new Date(epochMs).toISOString()

const isOf = (outcome: StoryOutcome, runId: string, status: string, createdAt: string): boolean =>
  outcome.runId === runId && outcome.status === status && isoTime(outcome.createdAt) === createdAt

const check = (played: PlayedStory): void => {
  const { messages, outcomes, afterRecovery } = played
  const told = (count: number) => new Set(messages.slice(0, count).map(({ displayName }) => displayName))
  const all = told(messages.length)

  // None is lost.
  expect([...played.delivered].map(outcomeName).filter((name) => !all.has(name))).toEqual([])
  for (const poll of played.polls) {
    const known = told(poll.messages)
    expect(names(polledBy(played, poll)).filter((name) => !known.has(name))).toEqual([])
  }
  const recovered = told(afterRecovery.messages)
  expect(names(mustCome(played)).filter((name) => !recovered.has(name))).toEqual([])
  expect(afterRecovery.later).toBe(afterRecovery.messages)

  // None is invented.
  for (const { displayName, runId, status, createdAt, source, finishedAt } of messages) {
    const outcome = outcomes.find(({ index }) => outcomeName(index) === displayName)
    expect({ runId, status, createdAt }).toEqual({
      runId: outcome?.runId,
      status: outcome?.status,
      createdAt: isoTime(outcome?.createdAt ?? 0),
    })
    if (source === 'webhook') continue
    expect(outcome?.isTransient).toBe(false)
    expect(Date.parse(finishedAt ?? '')).toBeGreaterThanOrEqual(played.firstTick)
  }

  // None is told with two ids, and no two have one. Where a step of a DAG is replayed, several outcomes of one createdAt are
  // numbered by what the ledger knows: webhooks that come while a tick reads may be numbered at once, and an outcome that a
  // queue took without an answer is in no ledger, so that the next may have its number.
  if (played.ledgerFailed || played.crashed || played.overlapped) return
  const isCertain = ({ runId, status, createdAt }: (typeof messages)[number]) =>
    !played.queuesFailed || outcomes.filter((one) => isOf(one, runId, status, createdAt)).length === 1
  const certain = messages.filter(isCertain)
  const ids = new Map(certain.map(({ displayName, id }) => [displayName, id]))
  expect(certain.filter(({ displayName, id }) => ids.get(displayName) !== id)).toEqual([])
  expect(new Set(ids.values()).size).toBe(ids.size)
  if (!played.queuesFailed) expect(messages).toHaveLength(ids.size)
}

describe('in any world', () => {
  it('something happens of all that may', async () => {
    const count = {
      ...{ crashed: 0, overlapped: 0, ledgerFailed: 0, queuesFailed: 0, delivered: 0, byPoll: 0, byWebhook: 0 },
      ...{ polled: 0, mustCome: 0, toldTwice: 0, ordinals: 0, untold: 0, transient: 0 },
    }
    for (const story of fc.sample(reconcileStory, { numRuns: 300, seed: 1 })) {
      const played = await playStory(story)
      const { messages, outcomes, delivered, polls } = played
      for (const fact of ['crashed', 'overlapped', 'ledgerFailed', 'queuesFailed'] as const)
        count[fact] += played[fact] ? 1 : 0
      count.delivered += delivered.size
      count.byPoll += messages.filter(({ source }) => source === 'reconcile').length
      count.byWebhook += messages.filter(({ source }) => source === 'webhook').length
      count.polled += polls.filter((poll) => polledBy(played, poll).length > 0).length
      count.mustCome += mustCome(played).length
      count.toldTwice += messages.length - new Set(messages.map(({ displayName }) => displayName)).size
      const attempts = new Set(messages.map(({ runId, status, createdAt }) => `${runId}${status}${createdAt}`))
      count.ordinals += new Set(messages.map(({ id }) => id)).size - attempts.size
      count.untold += outcomes.length - new Set(messages.map(({ displayName }) => displayName)).size
      count.transient += outcomes.filter(({ isTransient }) => isTransient).length
    }

    expect(Object.entries(count).filter(([, times]) => times < 5)).toEqual([])
  }, 60_000)

  it('no outcome is lost, none is invented, and each has one id', { timeout: 60_000 * RUNS_FACTOR }, async () => {
    await fc.assert(
      fc.asyncProperty(reconcileStory, async (story) => {
        check(await playStory(story))
        // Nothing in a world waits for anything real: without this, no timer of the test runner would run.
        await setImmediate()
      }),
      // A world that fails is made smaller for so long at most.
      { numRuns: 1_000 * RUNS_FACTOR, interruptAfterTimeLimit: 50_000 * RUNS_FACTOR },
    )
  })
})
