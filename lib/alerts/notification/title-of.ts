import { MAX_TOLD_NAME_CHARS } from '../limits.ts'
import { countOf } from './count-of.ts'
import { failureCount } from './failure-count.ts'
import type { Notification } from './notification.ts'
import { oneLine } from './one-line.ts'
import { quietFor } from './quiet-for.ts'
import { verbOf } from './verb-of.ts'

/** What happened to a workflow, in a few words: `charge-card failed`. */
export const titleOf = (notification: Notification): string => {
  const { kind, endedAt, endReason, newFailures } = notification
  const name = oneLine(notification.workflowName, MAX_TOLD_NAME_CHARS) || 'unknown'
  const count = failureCount(notification)
  const verb = verbOf(notification, count)
  const happened = count === 1 ? `${name} ${verb}` : `${name}: ${countOf(count, 'run')} ${verb}`
  if (kind === 'opened') return happened
  if (kind === 'update') {
    return `${name} is still failing: ${newFailures.toLocaleString('en-US')} more, ${count.toLocaleString('en-US')} in all`
  }
  const isOver = endReason === 'succeeded' || (kind === 'recovered' && endReason === null)
  if (kind === 'recovered') return `${happened}${isOver ? ', but it is succeeding again' : ', closed since'}`
  if (isOver) return `${name} is succeeding again`
  if (endReason === 'quiet') return `${name}: closed, no runs for ${quietFor(notification)}`
  if (endReason === 'operator') return `${name}: closed by an operator`
  return endedAt === null ? `${name}: no longer told here` : `${name}: closed, its route is gone from the policy`
}
