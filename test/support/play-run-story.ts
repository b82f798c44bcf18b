import type { RunDetails } from '../../local/hatchet/run-details.ts'
import { type BuiltTask, buildHatchetRun } from './build-hatchet-run.ts'
import type { RunStory } from './reconcile-story.ts'
import { runId } from './run-id.ts'

/** How a run stood for a while. All times are Hatchet's, ms since 1970. */
export interface StoryOutcome {
  readonly index: number
  readonly runId: string
  readonly status: string
  /** Of the run, and of its attempt. */
  readonly runCreatedAt: number
  readonly createdAt: number
  /** From when to when it stood; it may have been replaced by a replay. */
  readonly from: number
  readonly to: number
  /** When anything of it changed, its beginning aside. */
  readonly changes: readonly number[]
  /** It was not the attempt's end: a retry followed. */
  readonly isTransient: boolean
}

export type StoryEvent =
  | { readonly at: number; readonly kind: 'put'; readonly details: RunDetails; readonly visibleAt: number }
  | { readonly at: number; readonly kind: 'deliver'; readonly body: unknown; readonly outcome: number }

/** Tells by which outcome a summary was made: it is its run's displayName. */
export const outcomeName = (index: number): string => `job-${index}`

/** All that happens to a run. @param nextIndex - numbers its outcomes */
export const playRunStory = (story: RunStory, id: number, start: number, nextIndex: () => number) => {
  const events: StoryEvent[] = []
  const outcomes: StoryOutcome[] = []
  const runCreatedAt = start + story.createdMs
  const visibleAt = runCreatedAt + story.appearsMs
  let now = runCreatedAt
  let [createdAt, startedAt] = [runCreatedAt, runCreatedAt]
  const retries = [0, 0]

  const details = (
    status: BuiltTask['status'],
    finishedAt: number | null,
    name: number,
    started: number | null = startedAt,
  ) => {
    const last = { id: runId(id * 10 + 2), status, retryCount: retries[1] ?? 0 }
    const first = { id: runId(id * 10 + 1), status: 'COMPLETED' as const, retryCount: retries[0] ?? 0 }
    return buildHatchetRun({
      ...{
        id: runId(id),
        createdAt: runCreatedAt,
        attemptCreatedAt: createdAt,
        startedAt: started,
        finishedAt,
        status,
      },
      displayName: outcomeName(name),
      ...(story.isDag ? { tasks: [first, last] } : { retryCount: retries[1] ?? 0 }),
    })
  }
  const put = (at: number, run: RunDetails) => events.push({ at, kind: 'put', details: run, visibleAt })
  const retry = (scope: 'all' | 'step') => {
    retries[1] = (retries[1] ?? 0) + 1
    if (scope === 'all') retries[0] = (retries[0] ?? 0) + 1
  }

  for (const [count, attempt] of story.attempts.entries()) {
    // Of a replayed step nothing but its retryCount changes: what is sent without tasks cannot tell it from the one before.
    const isStep = count > 0 && story.isDag && !story.isBare && attempt.scope === 'step'
    now += attempt.waitMs
    if (count > 0) retry(isStep ? 'step' : 'all')
    if (!isStep) [createdAt, startedAt] = [count === 0 ? runCreatedAt : now - 10, now]
    put(now, details('RUNNING', null, -1))
    const began = now
    now += attempt.runMs
    if (attempt.transientMs !== null) {
      const index = nextIndex()
      const from = began + Math.floor(attempt.runMs / 2)
      put(from, details('FAILED', from, index))
      const to = from + attempt.transientMs
      const stood = { runId: runId(id), status: 'FAILED', runCreatedAt, createdAt, from, to, changes: [] }
      outcomes.push({ ...stood, index, isTransient: true })
      retry('step')
      now = Math.max(now, to + 6_000)
      put(to, details('RUNNING', from, -1))
    }
    const index = nextIndex()
    const changes: number[] = []
    const end = now
    const ended = details(attempt.status, end, index, attempt.startsLate ? null : startedAt)
    put(end, ended)
    for (const delay of attempt.deliveriesMs) {
      events.push({ at: end + delay, kind: 'deliver', body: story.isBare ? ended.run : ended, outcome: index })
    }
    if (attempt.startsLate) {
      now = end + 3_000
      changes.push(now)
      put(now, details(attempt.status, end, index))
    }
    if (attempt.lateCancelMs !== null) {
      now += attempt.lateCancelMs
      changes.push(now)
      put(now, details(attempt.status, now, index))
    }
    const to = now + (story.attempts[count + 1]?.waitMs ?? Number.POSITIVE_INFINITY)
    const stood = { runId: runId(id), status: attempt.status, runCreatedAt, createdAt, from: end, to, changes }
    outcomes.push({ ...stood, index, isTransient: false })
  }
  return { events, outcomes }
}
