import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseTime } from '../../lib/run/parse-time.ts'
import type { ApiAnswer } from './api-answer.ts'
import { endAt } from './end-at.ts'
import type { Fault } from './fault.ts'
import type { Hatchet } from './hatchet.ts'
import type { RunDetails } from './run-details.ts'

type Controlled = Pick<Hatchet, 'model' | 'fail' | 'now' | 'advance'>

type Control = (hatchet: Controlled, query: URLSearchParams, body: string) => ApiAnswer

/**
 * Answers a request to a path under `/local/`, by which other processes move a local Hatchet. What is asked of it
 * wrongly is answered with 400, and changes nothing.
 *
 * @param route - method and path
 */
export const answerControl = (hatchet: Controlled, route: string, query: URLSearchParams, body: string): ApiAnswer => {
  const control = CONTROLS.get(route)
  if (control === undefined) return { status: 404, body: { message: `there is no ${route}` } }
  try {
    return control(hatchet, query, body)
  } catch (error) {
    return { status: 400, body: { message: error instanceof Error ? error.message : String(error) } }
  }
}

const listRuns: Control = ({ model }) => ({ status: 200, body: { runs: model.runs().map(describeRun) } })

const putRun: Control = ({ model, now }, query, body) => {
  const posted: unknown = JSON.parse(body)
  if (!isRunDetails(posted)) throw new TypeError('the body is no answer of GET workflow-runs/{id}: it has no run')
  const end = query.get('end')
  const endMs = end === 'now' ? now() : parseTime(end ?? '')
  if (end !== null && typeof endMs !== 'number') throw new TypeError('end is now, or a time with its offset')
  const details = typeof endMs === 'number' ? endAt(posted, endMs) : posted
  model.put(details)
  return { status: 201, body: describeRun(details) }
}

const moveClock: Control = (hatchet, query) => {
  const seconds = Number(query.get('advance') || Number.NaN)
  if (!Number.isFinite(seconds)) throw new TypeError('advance is a number of seconds')
  hatchet.advance(seconds * 1_000)
  return { status: 200, body: { now: new Date(hatchet.now()).toISOString() } }
}

const addFault: Control = ({ fail }, _, body) => {
  const posted: unknown = JSON.parse(body)
  if (!isFault(posted)) throw new TypeError('a fault has a kind, and a call that it is on')
  // JSON has no Infinity: JSON.stringify makes it null.
  fail({ ...posted, times: posted.times === null ? Number.POSITIVE_INFINITY : (posted.times ?? 1) })
  return { status: 201, body: {} }
}

const CONTROLS: ReadonlyMap<string, Control> = new Map([
  ['GET /local/runs', listRuns],
  ['POST /local/runs', putRun],
  ['POST /local/clock', moveClock],
  ['POST /local/faults', addFault],
])

const isRunDetails = (value: unknown): value is RunDetails => isJsonObject(value) && isJsonObject(value['run'])

const isFault = (value: unknown): value is Fault & { times?: number | null } =>
  isJsonObject(value) &&
  ['list', 'details', 'task-events', 'any'].includes(String(value['on'])) &&
  (['hang', 'reset', 'garbage'].includes(String(value['kind'])) ||
    (value['kind'] === 'status' && Number.isInteger(value['status'])) ||
    (value['kind'] === 'huge' && typeof value['bytes'] === 'number'))

const describeRun = ({ run, workflowConfig }: RunDetails) => ({
  id: isJsonObject(run['metadata']) ? run['metadata']['id'] : undefined,
  tenantId: run['tenantId'],
  status: run['status'],
  workflow: isJsonObject(workflowConfig) ? workflowConfig['Name'] : undefined,
})
