import { isJsonObject } from '../../run/is-json-object.ts'
import { MAX_SINKS } from '../limits.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { memberPath } from './member-path.ts'

/** Two names are those of members that every object has. */
const SINK_NAME = /^(?!(?:constructor|prototype)$)[a-zA-Z0-9-]{1,40}$/

/** What is wrong with a policy, and where: `routes[1].sinks[0]`. */
export interface PolicyProblem {
  readonly path: string
  /** What follows the path: `must be …`. */
  readonly message: string
}

/**
 * Finds what no member of a policy can tell by itself: names that nothing or two things have, two sinks for the one topic,
 * routes that no failure can reach.
 *
 * @param policy - anything: its members may be wrong by themselves
 */
export const findConflicts = (policy: unknown): readonly PolicyProblem[] => {
  const { sinks, routes, defaults } = membersOf(policy)
  const routeList = listOf(routes).map(membersOf)
  return [
    ...(isJsonObject(sinks) ? wrongNames(sinks) : []),
    ...secondTopics(membersOf(sinks)),
    ...repeatedNames(routeList),
    ...wrongSinkNames(routeList, Object.keys(membersOf(sinks))),
    ...unreachableRoutes(routeList, membersOf(defaults)),
  ]
}

type Members = Readonly<Record<string, unknown>>

const membersOf = (value: unknown): Members => (isJsonObject(value) ? value : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const wrongNames = (sinks: Members): PolicyProblem[] => {
  const names = Object.keys(sinks)
  const count = { path: 'sinks', message: `must be 1 to ${MAX_SINKS} sinks by their names` }
  return [
    ...(names.length === 0 || names.length > MAX_SINKS ? [count] : []),
    ...names
      .filter((name) => !SINK_NAME.test(name))
      .map((name) => ({
        path: memberPath('sinks', name),
        message: 'must have a name of 1 to 40 letters, digits and -',
      })),
  ]
}

const secondTopics = (sinks: Members): PolicyProblem[] => {
  const [first, ...others] = Object.keys(sinks).filter((name) => membersOf(sinks[name])['type'] === 'sns')
  return others.map((name) => ({
    path: memberPath('sinks', name),
    message: `must not be sns() as well: there is one topic, and ${first} is it`,
  }))
}

const repeatedNames = (routes: readonly Members[]): PolicyProblem[] => {
  const names = routes.map(({ name }) => name)
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    return typeof name !== 'string' || first === index
      ? []
      : [{ path: `routes[${index}].name`, message: `must be a name of its own: routes[${first}] has it` }]
  })
}

const wrongSinkNames = (routes: readonly Members[], sinkNames: readonly string[]): PolicyProblem[] => {
  // Without any sinks that alone is wrong, and none of the routes.
  if (sinkNames.length === 0) return []
  return routes.flatMap(({ sinks }, route) =>
    listOf(sinks).flatMap((name, index, all) => {
      if (typeof name !== 'string') return []
      const path = `routes[${route}].sinks[${index}]`
      if (!sinkNames.includes(name)) return [{ path, message: `must be a sink of the policy: ${sinkNames.join(', ')}` }]
      return all.indexOf(name) === index ? [] : [{ path, message: 'must be named once' }]
    }),
  )
}

/** A route without any match takes every failure of its statuses: nothing of them is left for those after it. */
const unreachableRoutes = (routes: readonly Members[], defaults: Members): PolicyProblem[] => {
  const takers = new Map<unknown, number>()
  return routes.flatMap(({ match, statuses = defaults['statuses'] ?? DEFAULT_RULES.statuses }, index) => {
    const taker = listOf(statuses).map((status) => takers.get(status))
    const [first] = taker
    if (takesAll(membersOf(match))) {
      for (const status of listOf(statuses)) if (!takers.has(status)) takers.set(status, index)
    }
    return first === undefined || taker.includes(undefined)
      ? []
      : [{ path: `routes[${index}]`, message: `must come before routes[${first}], which takes every failure` }]
  })
}

const takesAll = (match: Members): boolean =>
  Object.entries(match).every(
    ([member, value]) =>
      value === undefined || (member === 'workflow' && typeof value === 'string' && /^\*+$/.test(value)),
  )
