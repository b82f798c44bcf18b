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
  /**
   * Ids of runs that may be told again: a request had no answer, a late one, or one of 5xx, or a function says that it told
   * the run without the ledger.
   */
  readonly cutShort: Set<string>
  /** Requests with a run that had been accepted: those that were answered, and those of them that were duplicates. */
  repeats: number
  duplicates: number
  /** Ids of runs whose repeat was forwarded again. */
  readonly forwardedAgain: Set<string>
  /** How often a poll could not use the ledger or a queue, as the functions counted. */
  pollFaults: number
  /** Messages that the functions say they have sent, by sink. */
  readonly sent: Map<string, number>
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
  cutShort: new Set(),
  repeats: 0,
  duplicates: 0,
  forwardedAgain: new Set(),
  pollFaults: 0,
  sent: new Map(),
  kills: [],
})
