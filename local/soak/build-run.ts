import { createHash } from 'node:crypto'
import type { RunStatus } from '../../lib/run/run-status.ts'
import { endAt } from '../hatchet/end-at.ts'
import type { RunDetails } from '../hatchet/run-details.ts'
import type { PlannedRun } from './act.ts'
import type { RecordedRun } from './recorded-runs.ts'

/**
 * A recorded run as one of its own: with another id, of another workflow, and ended at a time of one's choice.
 *
 * @param endedAt - ms since 1970
 */
export const buildRun = (
  recorded: Readonly<Record<RunStatus, readonly RecordedRun[]>>,
  { runId, workflow, status, like }: Omit<PlannedRun, 'status'> & { readonly status: RunStatus },
  endedAt: number,
): RunDetails => {
  const of = recorded[status]
  const model = of[Math.floor(like * of.length)]
  if (model === undefined) throw new Error(`no run is recorded that is ${status}`)
  const text = model.text.replaceAll(model.runId, runId).replaceAll(model.workflowId, workflowIdOf(workflow))
  return { ...endAt(JSON.parse(text), endedAt), workflowConfig: { Name: workflow } }
}

/** Always the same for a name. */
const workflowIdOf = (workflow: string): string => {
  const hex = createHash('sha256').update(workflow).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
