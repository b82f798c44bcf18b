import type { RunStatus } from '../../lib/run/run-status.ts'
import type { RunDetails } from '../../local/hatchet/run-details.ts'
import { buildRun } from './build-run.ts'
import { buildTask } from './build-task.ts'

const UNSET = '0001-01-01T00:00:00Z'
export const HATCHET_TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

export interface BuiltTask {
  readonly id: string
  readonly status: RunStatus
  readonly retryCount?: number
}

export interface BuiltHatchetRun {
  readonly id: string
  readonly tenantId?: string
  readonly status?: RunStatus
  /** When the run was created: ms since 1970, or to the microsecond as Hatchet writes it. */
  readonly createdAt: number | string
  /** When its last attempt was; ms since 1970, like the others. The run's own time if absent. */
  readonly attemptCreatedAt?: number
  readonly startedAt?: number | null
  readonly finishedAt?: number | null
  /** Of its only task. */
  readonly retryCount?: number
  /** Of a DAG. Without them it is a run of one task. */
  readonly tasks?: readonly BuiltTask[]
  readonly [member: string]: unknown
}

/** A run in the details form, as Hatchet has it; it ended a second after it was created if nothing else is said. */
export const buildHatchetRun = (built: BuiltHatchetRun): RunDetails => {
  const { id, tenantId = HATCHET_TENANT, status = 'FAILED', createdAt, attemptCreatedAt, retryCount = 0 } = built
  const { startedAt, finishedAt, tasks, ...members } = built
  const created = typeof createdAt === 'string' ? createdAt : new Date(createdAt).toISOString()
  const attempted = attemptCreatedAt === undefined ? created : new Date(attemptCreatedAt).toISOString()
  const start = startedAt === undefined ? Date.parse(attempted) : startedAt
  const end = finishedAt === undefined ? (start ?? Date.parse(attempted)) + 1_000 : finishedAt
  const times = { startedAt: timeText(start), finishedAt: timeText(end) }
  const { attemptCreatedAt: _, retryCount: __, id: ___, ...rest } = members
  return {
    run: buildRun({
      errorMessage: status === 'FAILED' ? 'it broke' : '',
      ...rest,
      ...times,
      metadata: { id, createdAt: created, updatedAt: created },
      tenantId,
      status,
      createdAt: attempted,
    }),
    tasks: (tasks ?? [{ id, status, retryCount }]).map((task) =>
      buildTask({
        metadata: { id: task.id, createdAt: created, updatedAt: created },
        status: task.status,
        retryCount: task.retryCount ?? 0,
        ...(tasks === undefined ? { startedAt: undefined, finishedAt: undefined } : {}),
      }),
    ),
    workflowConfig: { Name: 'charge-card' },
  }
}

const timeText = (epochMs: number | null): string => (epochMs === null ? UNSET : new Date(epochMs).toISOString())
