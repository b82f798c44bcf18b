import { SEEN_RETENTION_MS, SUCCESS_NOTE_MS } from '../limits.ts'
import { claimDue } from './claim-due.ts'
import { countFailure } from './count-failure.ts'
import { dueAt } from './due-at.ts'
import type { DueNotification } from './due-notification.ts'
import { endIncident } from './end-incident.ts'
import type { IncidentContext } from './incident-context.ts'
import type { IncidentItem } from './incident-item.ts'
import type { IncidentOutcome } from './incident-outcome.ts'
import { settleSinks } from './settle-sinks.ts'

export interface Reduced {
  readonly item: IncidentItem
  /** What is to be told, once the item is stored. */
  readonly due: readonly DueNotification[]
  /** Whether the item is worth storing. */
  readonly isChanged: boolean
}

/**
 * Takes the ends of some runs into an incident, and claims what is to be told because of all that is known now.
 *
 * Pure: stored optimistically, and done again from what is stored where another was first.
 *
 * @param outcomes - of one workflow, in any order
 */
export const reduceIncident = (
  item: IncidentItem,
  outcomes: readonly IncidentOutcome[],
  context: IncidentContext,
): Reduced => {
  const { route, now } = context
  const known = { ...item, seen: item.seen.filter(({ arrivedAt }) => arrivedAt + SEEN_RETENTION_MS > now) }
  const settled = settleSinks(endIncident(known, context), context)
  let counted = settled
  for (const outcome of [...outcomes].sort((a, b) => a.at - b.at)) {
    if (outcome.type === 'succeeded')
      counted = { ...counted, lastOkAt: Math.max(counted.lastOkAt ?? outcome.at, outcome.at) }
    else if (route !== null) counted = countFailure(counted, outcome, route, context)
  }
  const ended = settleSinks(endIncident(counted, context), context)
  const claimed = claimDue(ended, context)
  const reduced = { ...claimed.item, dueAt: dueAt(claimed.item, context) }
  return { item: reduced, due: claimed.due, isChanged: isWorthStoring(known, reduced, now) }
}

/** A success that changes nothing is stored only now and then: most runs succeed. */
const isWorthStoring = (before: IncidentItem, after: IncidentItem, now: number): boolean => {
  const { lastOkAt, dueAt: afterDueAt, ...rest } = after
  const { lastOkAt: lastOkBefore, dueAt: beforeDueAt, ...restBefore } = before
  const members = Object.keys(rest) as (keyof typeof rest)[]
  if (members.some((member) => !isSame(rest[member], restBefore[member]))) return true
  if (
    afterDueAt !== beforeDueAt &&
    (afterDueAt === null || beforeDueAt === null || afterDueAt < beforeDueAt || beforeDueAt <= now)
  ) {
    return true
  }
  if (isEndInSight(before) !== isEndInSight(after)) return true
  return lastOkAt !== null && (lastOkBefore === null || lastOkAt > lastOkBefore + SUCCESS_NOTE_MS)
}

/** Most members of an item are left as they were. */
const isSame = (after: unknown, before: unknown): boolean =>
  after === before || JSON.stringify(after) === JSON.stringify(before)

/** Whether a success newer than the last failure is known. */
const isEndInSight = ({ open, lastFailAt, lastOkAt }: IncidentItem): boolean =>
  open !== null && lastOkAt !== null && lastOkAt > (lastFailAt ?? open.firstFailAt)
