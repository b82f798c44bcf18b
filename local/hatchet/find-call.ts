/** A request to one of the endpoints that there are. */
export interface ApiCall {
  readonly on: 'list' | 'details' | 'task-events'
  /** The tenant of a list, the run of details, the task of events. */
  readonly id: string
}

const ROUTES = [
  ['list', /^\/api\/v1\/stable\/tenants\/([^/]+)\/workflow-runs$/],
  ['details', /^\/api\/v1\/stable\/workflow-runs\/([^/]+)$/],
  ['task-events', /^\/api\/v1\/stable\/tasks\/([^/]+)\/task-events$/],
] as const

/** @returns undefined for what Hatchet has no endpoint for, or the local one has none */
export const findCall = (method: string | undefined, path: string): ApiCall | undefined => {
  if (method !== 'GET') return undefined
  for (const [on, pattern] of ROUTES) {
    const [, id] = pattern.exec(path) ?? []
    if (id !== undefined) return { on, id }
  }
  return undefined
}
