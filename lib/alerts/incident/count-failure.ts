import { createHash } from 'node:crypto'
import { MAX_RECENT_FAILURES, MAX_SEEN_FAILURES, RECENT_FAILURE_GRACE_MS } from '../limits.ts'
import type { IncidentRules } from '../policy/alert-policy.ts'
import type { IncidentContext } from './incident-context.ts'
import type { FailureSample, IncidentItem, IncidentKey, RecentFailure } from './incident-item.ts'
import type { IncidentOutcome } from './incident-outcome.ts'

/**
 * Counts a failure, once: into the open incident, into a new one that it opens, or, where a newer run has succeeded already,
 * as one that is over. Below the threshold it is only remembered.
 */
export const countFailure = (
  item: IncidentItem,
  failure: Extract<IncidentOutcome, { type: 'failed' }>,
  rules: IncidentRules,
  context: Pick<IncidentContext, 'now' | 'silencedUntil'>,
): IncidentItem => {
  if (item.seen.some(({ outcomeId }) => outcomeId === failure.outcomeId)) return item
  const { at } = failure
  const noted: IncidentItem = {
    ...item,
    workflowName: failure.workflowName,
    seen: [...item.seen, { outcomeId: failure.outcomeId, arrivedAt: wholeSecond(context.now) }].slice(
      -MAX_SEEN_FAILURES,
    ),
    lastFailAt: Math.max(item.lastFailAt ?? at, at),
    sample: item.sample === null || at >= item.sample.at ? failure.sample : item.sample,
  }
  if (noted.open !== null) {
    const { open } = noted
    const firstFailAt = Math.min(open.firstFailAt, at)
    return { ...noted, ever: noted.ever + 1, open: { ...open, firstFailAt, total: open.total + 1 } }
  }
  const recent = remember(noted.recent, { at, arrivedAt: context.now }, rules)
  return openIncident({ ...noted, recent }, failure.sample, rules, context)
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000

const remember = (
  recent: readonly RecentFailure[],
  failure: RecentFailure,
  { openAfter }: IncidentRules,
): readonly RecentFailure[] =>
  [...recent, failure]
    .filter(({ arrivedAt }) => arrivedAt + openAfter.within + RECENT_FAILURE_GRACE_MS > failure.arrivedAt)
    .sort((a, b) => a.at - b.at)
    .slice(-MAX_RECENT_FAILURES)

/** Opens an incident if enough failures came close together; counts them as over if a newer run has succeeded since. */
const openIncident = (
  item: IncidentItem,
  sample: FailureSample,
  { openAfter }: IncidentRules,
  { now, silencedUntil }: Pick<IncidentContext, 'now' | 'silencedUntil'>,
): IncidentItem => {
  const { recent, ever, lastOkAt } = item
  const start = recent.findIndex(({ at }, index) => {
    const nth = recent[index + openAfter.failures - 1]
    return nth !== undefined && nth.at - at <= openAfter.within
  })
  const [first, last] = [recent[start], recent.at(-1)]
  if (first === undefined || last === undefined) return item
  const total = recent.length - start
  const counted = { ...item, recent: recent.slice(0, start), ever: ever + total }
  // What is over is told by the run that is told late, not by a newer one that was told before.
  if (lastOkAt !== null && lastOkAt > last.at) return { ...counted, sample }
  return {
    ...counted,
    open: {
      id: incidentId(item.key, now, ever),
      openedAt: now,
      firstFailAt: first.at,
      total,
      isSilenced: silencedUntil !== null,
    },
  }
}

/** Differs for each incident of an item, and is the same whoever opens it. */
const incidentId = ({ tenantId, workflowId, route }: IncidentKey, openedAt: number, ever: number): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, workflowId, route, openedAt, ever]))
    .digest('hex')
    .slice(0, 32)
