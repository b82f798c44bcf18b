import { CALLS, type CallCounts } from './call-counts.ts'

/**
 * Counts calls by name.
 *
 * @throws if one is not among {@link CALLS}
 */
export const countCalls = (calls: readonly string[]): CallCounts => {
  const counts: Partial<Record<(typeof CALLS)[number], number>> = {}
  for (const call of calls) {
    const name = CALLS.find((known) => known === call)
    if (name === undefined) throw new Error(`${call} was called`)
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
