import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseTime } from '../../lib/run/parse-time.ts'
import type { RunDetails } from './run-details.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * The row that Hatchet's list has for a run: without payloads, of type `DAG` whatever it is, and without members that
 * are not set. The times of a run of one task are the task's own, those of a DAG are the run's.
 */
export const listRow = ({ run, ...details }: RunDetails): JsonObject => {
  const tasks = Array.isArray(details.tasks) ? details.tasks.filter(isJsonObject) : []
  const metadata = members(run['metadata'])
  const workflowName = members(details.workflowConfig)['Name']
  const [first] = tasks
  const own = tasks.length === 1 && members(first?.['metadata'])['id'] === metadata['id'] ? first : undefined
  return withoutUnset({
    actionId: '',
    additionalMetadata: run['additionalMetadata'],
    attempt: highest(tasks, 'attempt', 1),
    children: tasks.length > 0 && own === undefined ? tasks.map((task) => childRow(task, workflowName)) : undefined,
    createdAt: own === undefined ? (setTime(run['createdAt']) ?? metadata['createdAt']) : metadata['createdAt'],
    displayName: run['displayName'],
    duration: own?.['duration'] ?? runDuration(run),
    errorMessage: run['errorMessage'],
    finishedAt: setTime(own?.['finishedAt']) ?? setTime(run['finishedAt']),
    input: {},
    metadata,
    numSpawnedChildren: 0,
    output: {},
    parentTaskExternalId: own?.['parentTaskExternalId'],
    retryCount: highest(tasks, 'retryCount', 0),
    startedAt: setTime(own?.['startedAt']) ?? setTime(run['startedAt']),
    status: run['status'],
    stepId: own?.['stepId'] ?? '00000000-0000-0000-0000-000000000000',
    taskExternalId: metadata['id'],
    taskId: own?.['taskId'] ?? 0,
    taskInsertedAt: metadata['createdAt'],
    tenantId: run['tenantId'],
    type: 'DAG',
    workflowId: run['workflowId'],
    workflowName,
    workflowRunExternalId: metadata['id'],
    workflowVersionId: run['workflowVersionId'],
  })
}

const childRow = ({ isDurable: _, isEvicted: __, ...task }: JsonObject, workflowName: unknown): JsonObject =>
  withoutUnset({
    ...task,
    createdAt: members(task['metadata'])['createdAt'],
    finishedAt: setTime(task['finishedAt']),
    input: {},
    output: {},
    startedAt: setTime(task['startedAt']),
    workflowName,
  })

const members = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})

const withoutUnset = (row: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))

/** A time, or undefined where it is Hatchet's "not set", or none at all. */
const setTime = (value: unknown): string | undefined =>
  typeof value === 'string' && typeof parseTime(value) === 'number' ? value : undefined

const runDuration = ({ startedAt, finishedAt, duration }: JsonObject): unknown =>
  setTime(startedAt) && setTime(finishedAt) && duration

const highest = (tasks: readonly JsonObject[], member: string, least: number): number =>
  tasks.reduce((high, { [member]: count }) => (typeof count === 'number' ? Math.max(high, count) : high), least)
