import * as v from 'valibot'
import type { DeclaredParameters } from './declared-parameters.ts'
import { findLargeEnvironments } from './find-large-environments.ts'
import { nearestName } from './nearest-name.ts'
import { PARAMETERS, type ParameterName } from './parameters.ts'

/**
 * What is wrong with the parameters of a deployment, in words, each with the parameter's name; nothing if all is well.
 *
 * @param given - on the command line, `tenants=all`: they go before all others
 */
export const findParameterProblems = (given: readonly string[], declared: DeclaredParameters): readonly string[] => {
  const pairs = given.map(pairOf)
  const values = { ...declared.default, ...declared.ofStage, ...Object.fromEntries(pairs) }
  const unknown = [...new Set([...pairs.map(([name]) => name), ...Object.keys(declared.ofStage)])]
    .filter((name) => !isKnown(name))
    .map((name) => whatOfUnknown(name, Object.hasOwn(declared.default, name)))
  return [...unknown, ...wrongValues(values), ...wrongTogether(values, declared)]
}

const NAMES = Object.keys(PARAMETERS)
const isKnown = (name: string): name is ParameterName => Object.hasOwn(PARAMETERS, name)

const pairOf = (text: string): readonly [string, string] => {
  const index = text.indexOf('=')
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

const whatOfUnknown = (name: string, isOwn: boolean): string => {
  if (isOwn) return `${name} is the service's own, and not to be set`
  const nearest = nearestName(name, NAMES)
  return `${name || 'a parameter without a name'}: there is none of that name${nearest ? `; is it ${nearest}?` : ''}`
}

const wrongValues = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(PARAMETERS).flatMap(([name, schema]) => {
    const given = values[name] ?? ''
    const value = String(given)
    if (typeof given === 'object') return [`${name} must be text: a list is written with commas between its items`]
    if (value !== value.trim() || /^,|,\s*,|,$/.test(value))
      return [`${name} must have no blank at an end, and no empty item`]
    // The functions take an empty variable for its default. A parameter that says nothing is a slip.
    const result = value.trim() === '' ? undefined : v.safeParse(schema, value)
    if (result?.success) return []
    return `${name} must be ${result?.issues[0].message ?? 'given a value, or left out'}`
  })

const wrongTogether = (
  values: Readonly<Record<string, unknown>>,
  { environments }: DeclaredParameters,
): readonly string[] => {
  const isNone = (name: ParameterName): boolean => values[name] === 'none'
  const isPlain = String(values['hatchetApiUrl']).startsWith('http:') && values['hatchetAllowHttp'] !== 'yes'
  return [
    ...(isNone('reconcileSubnetIds') === isNone('reconcileSecurityGroupIds')
      ? []
      : ['reconcileSubnetIds and reconcileSecurityGroupIds go together: name both, or none']),
    ...(isPlain ? ['hatchetApiUrl is plain http: tokens are sent there only with hatchetAllowHttp=yes'] : []),
    ...findLargeEnvironments(values, environments),
  ]
}
