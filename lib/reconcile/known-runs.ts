import { MAX_KNOWN_RUNS } from '../limits.ts'
import type { RunRow } from './run-row.ts'

/** The runs of which an instance knows that there is nothing more to tell, as long as their rows stay as they are. */
export interface KnownRuns {
  has(tenantId: string, row: RunRow): boolean
  add(tenantId: string, row: RunRow): void
}

/** @param limit - runs that are remembered; the ones added first go first */
export const createKnownRuns = (limit = MAX_KNOWN_RUNS): KnownRuns => {
  const known = new Map<string, string>()
  return {
    has: (tenantId, row) => known.get(keyOf(tenantId, row)) === stateOf(row),
    add: (tenantId, row) => {
      const key = keyOf(tenantId, row)
      known.delete(key)
      known.set(key, stateOf(row))
      if (known.size > limit) known.delete(known.keys().next().value ?? key)
    },
  }
}

const keyOf = (tenantId: string, { runId }: RunRow): string => `${tenantId}#${runId}`

const stateOf = ({ status, startedAt, finishedAt, retryCount }: RunRow): string =>
  [status, startedAt, finishedAt, retryCount].join()
