import type { FailureSample } from '../incident/incident-item.ts'
import { MAX_SAMPLE_ERROR_CHARS, MAX_TOLD_NAME_CHARS, MAX_TOLD_TASKS } from '../limits.ts'
import type { Fact } from './description.ts'
import { errorLine } from './error-line.ts'
import { isLinkable } from './is-linkable.ts'
import { oneLine } from './one-line.ts'

/**
 * What is known of a failed run: why, at which step, and where to look.
 *
 * @param isLast - whether it is the last of several
 */
export const failureFacts = (failure: FailureSample, workflowName: string, isLast: boolean): readonly Fact[] => [
  { label: isLast ? 'Last error' : 'Error', text: reasonOf(failure), isLink: false },
  ...stepFacts(failure.failedTasks, workflowName),
  ...linkFacts(isLast ? 'Last run' : 'Run', failure.url),
]

const reasonOf = ({ status, error }: FailureSample): string => {
  const text = errorLine(error, MAX_SAMPLE_ERROR_CHARS)
  if (text !== '') return text
  return status === 'CANCELLED'
    ? 'none: the run was cancelled, by a person, by code or by a concurrency limit'
    : 'no error text: a timeout, a lost worker, or something thrown that is no Error'
}

/** The only step of a standalone run has the name of the workflow, and tells nothing. */
const stepFacts = (failedTasks: readonly string[], workflowName: string): Fact[] => {
  const names = failedTasks.map((name) => oneLine(name, MAX_TOLD_NAME_CHARS)).filter((name) => name !== '')
  if (names.length === 0 || (names.length === 1 && failedTasks[0] === workflowName)) return []
  const more = names.length - MAX_TOLD_TASKS
  const text = [...names.slice(0, MAX_TOLD_TASKS), ...(more > 0 ? [`${more} more`] : [])].join(', ')
  return [{ label: names.length === 1 ? 'Failed step' : 'Failed steps', text, isLink: false }]
}

const linkFacts = (label: string, url: string): Fact[] => (isLinkable(url) ? [{ label, text: url, isLink: true }] : [])
