import type { TaskReport } from './read-tasks.ts'
import type { RunStatus } from './run-status.ts'
import type { WorkflowRun } from './workflow-run-schema.ts'

/** A run as it was reported to us, bare or in the details form. */
export interface RunReport<TStatus extends RunStatus = RunStatus> {
  /** The run itself. */
  readonly run: WorkflowRun & { readonly status: TStatus }
  /** `workflowConfig.Name`, the workflow's real name; null in the bare form. */
  readonly workflowName: string | null
  /** Null in the bare form. */
  readonly tasks: readonly TaskReport[] | null
  /** `taskEvents` as it came: read only for a failure without a text. */
  readonly taskEvents: unknown
}
