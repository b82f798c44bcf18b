import type { PlannedRun } from './act.ts'

/** What was promised in a soak, what came of it, and what went wrong. */
export interface SoakRecord {
  /** How long answers took, ms, by what they say: `202`, `200 duplicate`; `none` where there was none. */
  readonly latencies: Map<string, number[]>
  /** Answers that are not as they must be, in words. */
  readonly wrongAnswers: string[]
  /** Runs that were accepted, by the id of their outcome. */
  readonly accepted: Map<string, PlannedRun>
  /** Ids of runs whose sender has given up: they may be on the queue all the same. */
  readonly givenUp: Set<string>
  /** Runs that nobody sent, by their own id. */
  readonly unsent: Map<string, PlannedRun>
  /** Summaries on the queue, by the id of the outcome: of which run, and how many. */
  readonly arrived: Map<string, { readonly runId: string; readonly source: string; count: number }>
  /** Messages on the queue that are no RunSummary. */
  unreadable: number
  /** Attempts of runs that ended with 500, or without an answer: a run may be on the queue all the same. */
  cutShort: number
  /** How often SQS went down: a run may be on one queue then, and not on the other. */
  queueOutages: number
  /** Repeats that were forwarded again, since the ledger could not be asked in time. */
  repeatsForwarded: number
  /** As the functions counted them. */
  ledgerErrors: number
  /** Functions whose processes were killed. */
  readonly kills: string[]
}

export const createSoakRecord = (): SoakRecord => ({
  latencies: new Map(),
  wrongAnswers: [],
  accepted: new Map(),
  givenUp: new Set(),
  unsent: new Map(),
  arrived: new Map(),
  unreadable: 0,
  cutShort: 0,
  queueOutages: 0,
  repeatsForwarded: 0,
  ledgerErrors: 0,
  kills: [],
})
