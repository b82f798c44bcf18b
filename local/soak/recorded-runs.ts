import { readdirSync, readFileSync } from 'node:fs'
import { RUN_STATUSES, type RunStatus, TERMINAL_STATUSES } from '../../lib/run/run-status.ts'

const RUNS = new URL('../../events/runs/', import.meta.url)

/** A recorded answer of a Hatchet engine, and the ids in it. */
export interface RecordedRun {
  readonly text: string
  readonly runId: string
  readonly workflowId: string
}

/** The recorded runs by status: each that ended in its last state. */
export const recordedRuns = (): Readonly<Record<RunStatus, readonly RecordedRun[]>> => {
  const all = readdirSync(RUNS)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, text: readFileSync(new URL(file, RUNS), 'utf8') }))
    .map(({ file, text }) => ({ file, text, run: JSON.parse(text).run }))
    .filter(({ file, run }) => !TERMINAL_STATUSES.includes(run.status) || /\.(final|completed)\.json$/.test(file))
  return Object.fromEntries(
    RUN_STATUSES.map((status) => [
      status,
      all
        .filter(({ run }) => run.status === status)
        .map(({ text, run }) => ({ text, runId: run.metadata.id, workflowId: run.workflowId })),
    ]),
  ) as Record<RunStatus, RecordedRun[]>
}
