import { readFileSync } from 'node:fs'

/** What a sender reads of the context of a hook. */
export interface RecordedHook {
  readonly workflowRunId: string
  readonly taskRunExternalId: string
  readonly retryCount: number
  readonly errors: Readonly<Record<string, string>>
}

/** What a hook of a live Hatchet was given: `on-failure`, `on-success`, … */
export const recordedHook = (name: string): RecordedHook => {
  const text = readFileSync(new URL(`../../fixtures/hooks/${name}.json`, import.meta.url), 'utf8')
  const { methods } = JSON.parse(text)
  return {
    workflowRunId: methods['workflowRunId()'],
    taskRunExternalId: methods['taskRunExternalId()'],
    retryCount: methods['retryCount()'],
    errors: methods['errors()'],
  }
}
