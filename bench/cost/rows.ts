const told = 100
const found = 10
const after = (what: string, failures: number): string =>
  `alert, ${what}, after ${failures.toLocaleString('en')} failures`

/** What is measured, by name: what measures and what adds up use the same. */
export const ROWS = {
  receiveFirst: 'receive, first of an instance',
  received: 'receive, a run',
  receivedAgain: 'receive, a run that was told before',
  /** Runs that a poll lists and the ledger has, and runs that it has not. */
  toldRuns: told,
  newRuns: found,
  pollUnknown: `reconcile, a new instance lists ${told} runs, all told before`,
  pollKnown: 'reconcile, the same instance lists them again',
  pollWithNew: `reconcile, and ${found} new ones`,
  alertFirst: 'alert, first of an instance',
  sweepFirst: 'sweep, first of an instance',
  sweepIdle: 'sweep, nothing is due',
  /** @param failures - that the incident remembers */
  alert: (failures: number) => ({
    good: after('a good run soon after another', failures),
    noted: after('a good run minutes after another', failures),
    opens: after('a run that fails and is told', failures),
    counted: after('a run that fails and is counted', failures),
    ends: after('a good run that ends it and is told', failures),
    inSight: after('a good run after one that failed a moment ago', failures),
  }),
} as const
