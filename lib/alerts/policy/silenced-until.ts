import type { RunSummary } from '../../run/run-summary-schema.ts'
import type { Silence } from './alert-policy.ts'
import { matchesRun } from './matches-run.ts'

/**
 * Until when notifications of a workflow are held back, ms since 1970: the latest end of the silences that are on now and
 * match it. Null where none does.
 *
 * @param silences - those of the policy, and those that operators have set
 */
export const silencedUntil = (
  silences: readonly Silence[],
  run: Pick<RunSummary, 'workflowName' | 'tenantId'>,
  now: number,
): number | null => {
  const ends = silences.flatMap(({ match, until }) => (until > now && matchesRun(match, run) ? [until] : []))
  return ends.length === 0 ? null : Math.max(...ends)
}
