import { countOf } from '../../lib/alerts/notification/count-of.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { CommonOptions } from '../operator/common-options.ts'
import type { Deployment } from '../operator/deployment.ts'
import { explainFault } from '../operator/explain-fault.ts'
import { logOf } from '../operator/log-of.ts'
import { type DescribedLetters, describeDeadLetters } from './describe-dead-letters.ts'
import { findQueue, type RedrivenQueue } from './find-queue.ts'
import { lookAtDeadLetters, type SeenLetter } from './look-at-dead-letters.ts'
import { type MovedLetters, moveDeadLetters } from './move-dead-letters.ts'

/** What the command was called with. */
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
  now: () => number,
): Promise<CommandResult> => {
  const queue = await findQueue(deployment, options.queue)
  const { signal } = operator
  const isAll = options.all === true
  const seen = await lookAtDeadLetters(deployment.sqs, queue, signal, (count) =>
    operator.progress(`Looking: ${count} of about ${queue.deadLetters} …`),
  )
  // Those of run-summaries are taken by somebody else.
  const log = queue.name === 'run-alerts' ? (since: string) => logOf(deployment.functionNamed('alert'), since) : null
  const described = describeDeadLetters(queue, seen, isAll, log, now())
  const answer = (lines: readonly string[], exitCode: number, moved: Partial<MovedLetters> = {}): CommandResult => ({
    lines,
    json: { ...jsonOf(queue, seen, described), ...NOTHING_MOVED, ...moved },
    exitCode,
  })
  if (signal.aborted) return answer(['Stopped: nothing was moved.'], INTERRUPTED)
  if (seen.length === 0) return answer(noneLines(queue), queue.deadLetters === 0 ? 0 : 1)
  operator.show([`On ${deployment.name}:`, ...described.lines])
  const end: typeof answer = (...result) => ({ ...answer(...result), isOfDeployment: false })
  const isMovable = isAll || seen.some(({ kind }) => kind.type === 'summary') || seen.length < queue.deadLetters
  if (!isMovable) return end(['Nothing was moved: none of them is a RunSummary.'], 0)
  if (options.dryRun === true) return end(['Nothing was moved: this was a dry run.'], 0)
  if (options.yes !== true && !(await operator.confirm(questionOf(deployment, queue, seen, options)))) {
    return end(['Nothing was moved.'], signal.aborted ? INTERRUPTED : 1)
  }
  const result = await move(deployment, queue, options, operator, now())
  const why = result.fault === null ? null : explainFault(result.fault, deployment.name)
  const isAllMoved = why === null && result.cameBack === 0 && (isEnough(result, options) || !isMoreLeft(queue, result))
  const exitCode = signal.aborted ? INTERRUPTED : isAllMoved ? 0 : 1
  return end(movedLines(queue, result, why, signal.aborted), exitCode, { ...result, fault: why })
}

/** Whether as many were moved as was asked for. */
const isEnough = ({ moved }: MovedLetters, { max }: RedriveOptions): boolean => max !== undefined && moved >= max

const isMoreLeft = ({ deadLetters }: RedrivenQueue, { moved, stayed }: MovedLetters): boolean =>
  moved + stayed < deadLetters

const NOTHING_MOVED: MovedLetters = { moved: 0, stayed: 0, cameBack: 0, notDeleted: 0, fault: null }

const move = (
  { sqs }: Deployment,
  queue: RedrivenQueue,
  { all, max = Number.POSITIVE_INFINITY }: RedriveOptions,
  { signal, progress }: Operator,
  startedAt: number,
): Promise<MovedLetters> => {
  const onMoved = (count: number): void => progress(`Moved ${count} of about ${Math.min(max, queue.deadLetters)} …`)
  return moveDeadLetters(sqs, queue, { isAll: all === true, max, startedAt, signal, onMoved })
}

const questionOf = (
  deployment: Deployment,
  { name, deadLetters }: RedrivenQueue,
  seen: readonly SeenLetter[],
  { all, max }: RedriveOptions,
): string => {
  const known = seen.filter(({ kind }) => all === true || kind.type === 'summary').length
  const many =
    seen.length < deadLetters ? (all === true ? 'all of them' : 'the RunSummaries') : countOf(known, 'message')
  const isAllMeant = max === undefined || (seen.length >= deadLetters && max >= known)
  const what = isAllMeant ? many : `${max.toLocaleString('en-US')} of them`
  return `Move ${what} back to ${name} on ${deployment.name}?`
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
  queue: RedrivenQueue,
  result: MovedLetters,
  why: string | null,
  isStopped: boolean,
): readonly string[] => {
  const { name } = queue
  const { moved, stayed, cameBack, notDeleted } = result
  return [
    `Moved ${countOf(moved, 'message')} back to ${name}.`,
    ...(stayed === 0 ? [] : [`${countOf(stayed, 'message')} stayed on ${name}-dlq.`]),
    ...(cameBack === 0
      ? []
      : [
          `${countOf(cameBack, 'message')} came to ${name}-dlq meanwhile, and stayed: what takes them fails with them still.`,
        ]),
    ...(notDeleted === 0
      ? []
      : [
          `${notDeleted} of those moved could not be deleted on ${name}-dlq: they go back once more, under the same id.`,
        ]),
    ...(why === null ? [] : [`It ended before its time: ${why}`]),
    ...(why === null && !isStopped
      ? isMoreLeft(queue, result)
        ? [`More may be left: run it again.`]
        : []
      : ['Nothing is lost: run it again to go on.']),
  ]
}
