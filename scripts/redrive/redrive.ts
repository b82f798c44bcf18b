import { countOf } from '../../lib/alerts/notification/count-of.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { CommonOptions } from '../operator/common-options.ts'
import type { Deployment } from '../operator/deployment.ts'
import { explainFault } from '../operator/explain-fault.ts'
import { type DescribedLetters, describeDeadLetters } from './describe-dead-letters.ts'
import { findQueue, type RedrivenQueue } from './find-queue.ts'
import { lookAtDeadLetters, type SeenLetter } from './look-at-dead-letters.ts'
import { type MovedLetters, moveDeadLetters } from './move-dead-letters.ts'

export interface RedriveOptions extends CommonOptions {
  readonly queue: string
  /** Whether nothing is moved. */
  readonly dryRun?: boolean
  /** Whether nobody is asked. */
  readonly yes?: boolean
  /** Whether messages that are no RunSummary go back too. */
  readonly all?: boolean
  /** Messages to move, at most; undefined for all. */
  readonly max?: number
}

/** Whoever runs the command. */
export interface Operator {
  /** Ends the work, cleanly. */
  readonly signal: AbortSignal
  /** Is shown what was found before it is asked. */
  show(lines: readonly string[]): void
  /** Is shown how far the work is. */
  progress(line: string): void
  confirm(question: string): Promise<boolean>
}

/** Exit code of what Ctrl-C ended. */
const INTERRUPTED = 130

/**
 * Says what is on a queue's dead-letter queue, and moves it back.
 *
 * @param now - ms since 1970
 * @throws OperatorError if there is no such queue; whatever the SDK throws while it is looked at
 */
export const redrive = async (
  deployment: Deployment,
  options: RedriveOptions,
  operator: Operator,
  now: number,
): Promise<CommandResult> => {
  const queue = await findQueue(deployment, options.queue)
  const { sqs } = deployment
  const { signal } = operator
  const isAll = options.all === true
  const seen = await lookAtDeadLetters(sqs, queue, signal, (count) =>
    operator.progress(`Looking: ${count} of about ${queue.deadLetters} …`),
  )
  const described = describeDeadLetters(queue, seen, isAll, now)
  const answer = (lines: readonly string[], exitCode: number, moved: Partial<MovedLetters> = {}): CommandResult => ({
    lines,
    json: { ...jsonOf(queue, seen, described), moved: 0, stayed: 0, notDeleted: 0, ...moved },
    exitCode,
  })
  if (signal.aborted) return answer(['Stopped: nothing was moved.'], INTERRUPTED)
  if (seen.length === 0) return answer(noneLines(queue), queue.deadLetters === 0 ? 0 : 1)
  operator.show(described.lines)
  const isMovable = isAll || seen.some(({ kind }) => kind.type === 'summary') || seen.length < queue.deadLetters
  if (!isMovable) return answer(['Nothing was moved: none of them is a RunSummary.'], 0)
  if (options.dryRun === true) return answer(['Nothing was moved: this was a dry run.'], 0)
  if (options.yes !== true && !(await operator.confirm(`Move them back to ${queue.name}?`))) {
    return answer(['Nothing was moved.'], signal.aborted ? INTERRUPTED : 1)
  }
  const { max = Number.POSITIVE_INFINITY } = options
  const onMoved = (count: number): void =>
    operator.progress(`Moved ${count} of about ${Math.min(max, queue.deadLetters)} …`)
  const result = await moveDeadLetters(sqs, queue, { isAll, max, signal, onMoved })
  const exitCode = signal.aborted ? INTERRUPTED : result.fault === null ? 0 : 1
  const why = result.fault === null ? null : explainFault(result.fault, deployment.name)
  return answer(movedLines(queue, result, why, signal.aborted), exitCode, { ...result, fault: why })
}

const noneLines = ({ name, deadLetters }: RedrivenQueue): readonly string[] =>
  deadLetters === 0
    ? [`${name}-dlq is empty: there is nothing to move.`]
    : [`${name}-dlq holds about ${deadLetters} messages, and another has them just now: try again in a minute.`]

const jsonOf = (
  { name, deadLetters }: RedrivenQueue,
  { length }: readonly SeenLetter[],
  { json }: DescribedLetters,
) => ({
  queue: name,
  deadLetterQueue: `${name}-dlq`,
  deadLetters,
  lookedAt: length,
  groups: json,
})

const movedLines = (
  { name }: RedrivenQueue,
  { moved, stayed, notDeleted }: MovedLetters,
  why: string | null,
  isStopped: boolean,
): readonly string[] => [
  `Moved ${countOf(moved, 'message')} back to ${name}.`,
  ...(stayed === 0 ? [] : [`${countOf(stayed, 'message')} stayed on ${name}-dlq.`]),
  ...(notDeleted === 0
    ? []
    : [`${notDeleted} of those moved could not be deleted on ${name}-dlq: they go back once more, under the same id.`]),
  ...(why === null ? [] : [`It ended before its time: ${why}`]),
  ...(why === null && !isStopped ? [] : ['Nothing is lost: run it again to go on.']),
]
