import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { OSLS } from '../../local/service/osls.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import type { DeclaredParameters } from './declared-parameters.ts'
import { textOfReference } from './text-of-reference.ts'

const Values = v.record(v.string(), v.unknown())

const ServiceSchema = v.object({
  provider: v.object({ region: v.string(), environment: Values }),
  params: v.objectWithRest({ default: Values }, Values),
  functions: v.record(v.string(), v.object({ environment: Values })),
  resources: v.object({
    Resources: v.record(v.string(), v.object({ Type: v.string(), Properties: v.optional(Values, {}) })),
  }),
})

/** The framework looks at these by itself, and would not say which parameter is wrong. */
const GOOD = ['logRetentionDays=30', 'tracing=PassThrough'].flatMap((param) => ['--param', param])

/**
 * Reads `serverless.yml`, resolved by the framework, for its parameters and what functions are given of them.
 *
 * @param region - as it was named on the command line
 * @throws with the framework's own words if `serverless.yml` is wrong
 */
export const readDeclaredParameters = async (stage: string, region?: string): Promise<DeclaredParameters> => {
  const place = ['--stage', stage, ...(region === undefined ? [] : ['--region', region])]
  const args = [OSLS, 'print', '--format', 'json', ...place, ...GOOD]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: PROJECT_ROOT }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`serverless.yml cannot be read:\n${error.stderr || error.stdout || error}`)
    },
  )
  const { provider, params, functions, resources } = v.parse(ServiceSchema, JSON.parse(stdout))
  const textOf = (value: unknown) => textOfReference(value, resources.Resources, provider.region)
  return {
    default: params.default,
    ofStage: params[stage] ?? {},
    environments: mapValues(functions, ({ environment }) =>
      mapValues({ ...provider.environment, ...environment }, textOf),
    ),
  }
}

const mapValues = <T, U>(from: Readonly<Record<string, T>>, map: (value: T) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, map(value)]))
