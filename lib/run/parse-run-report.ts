import * as v from 'valibot'
import { isJsonObject } from './is-json-object.ts'
import { readTasks } from './read-tasks.ts'
import type { RunReport } from './run-report.ts'
import { WorkflowRunSchema } from './workflow-run-schema.ts'

/** What a body would have to have, and where. Neither member holds anything of the body. */
export interface Problem {
  /** Members joined by dots, `run.metadata.id`; empty for the body itself. */
  readonly path: string
  readonly expected: string
}

export type ParsedRunReport =
  | { readonly ok: true; readonly report: RunReport }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads a parsed JSON body: a V1WorkflowRun, bare or as `{ "run": V1WorkflowRun, … }`.
 *
 * Of run's siblings only the workflow's name, the tasks and the task events are read, and none of them can fail.
 */
export const parseRunReport = (body: unknown): ParsedRunReport => {
  const details = isJsonObject(body) && isDetailsForm(body) ? body : null
  const parsed = v.safeParse(WorkflowRunSchema, details === null ? body : details['run'], {
    // Valibot's own messages repeat the value: a check without a text of its own must not fall back to them.
    message: (issue) => issue.expected ?? 'another value',
  })
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.issues.map((issue) => toProblem(issue, details !== null)),
    }
  }
  return {
    ok: true,
    report: {
      run: parsed.output,
      workflowName: readWorkflowName(details?.['workflowConfig']),
      tasks: readTasks(details?.['tasks']),
      taskEvents: details?.['taskEvents'],
    },
  }
}

/** A bare run may have an unknown member named `run`; only an object, or a body that can be no bare run, is details. */
const isDetailsForm = (body: Record<string, unknown>): boolean =>
  Object.hasOwn(body, 'run') && (isJsonObject(body['run']) || !Object.hasOwn(body, 'metadata'))

const readWorkflowName = (config: unknown): string | null => {
  const name = isJsonObject(config) ? config['Name'] : null
  return typeof name === 'string' && name !== '' ? name : null
}

const toProblem = (issue: v.BaseIssue<unknown>, isDetails: boolean): Problem => {
  const keys = (issue.path ?? []).map((item) => String(item.key))
  return { path: (isDetails ? ['run', ...keys] : keys).join('.'), expected: issue.message }
}
