import { isUuid } from '../../lib/run/is-uuid.ts'
import type { ApiAnswer } from './api-answer.ts'
import type { ApiCall } from './find-call.ts'
import type { HatchetModel } from './hatchet-model.ts'

const DENIED = { status: 403, body: { message: 'Please provide valid credentials' } }

const NUMBERS = [
  ['limit', /^-?\d+$/],
  ['offset', /^\d+$/],
] as const

/** @param tenantId - whose token came with the request; undefined where none did */
export const answerCall = (
  model: HatchetModel,
  { on, id }: ApiCall,
  query: URLSearchParams,
  tenantId: string | undefined,
): ApiAnswer => {
  if (tenantId === undefined || (on === 'list' && id !== tenantId)) return DENIED
  if (on !== 'list' && !isUuid(id)) return failed(400, 'invalid workflow run id')
  const bad = NUMBERS.find(([name, pattern]) => !pattern.test(query.get(name) ?? '0'))
  if (bad !== undefined) return failed(400, `Invalid format for parameter ${bad[0]}`)
  const limit = numberIn(query, 'limit')
  if (on === 'list') {
    const [since, until] = ['since', 'until'].map((name) => query.get(name) ?? undefined)
    const statuses = query.getAll('statuses')
    return model.list({ tenantId, since, until, statuses, limit, offset: numberIn(query, 'offset') })
  }
  const details = model.details(id)
  if (details !== undefined && details.run['tenantId'] !== tenantId) return DENIED
  if (on === 'task-events') return { status: 200, body: model.taskEvents(id, limit) }
  return details === undefined ? failed(404, 'not found') : { status: 200, body: details }
}

const failed = (status: number, message: string): ApiAnswer => ({ status, body: { message } })

const numberIn = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  return text === null ? undefined : Number(text)
}
