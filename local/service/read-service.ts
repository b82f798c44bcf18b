import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as v from 'valibot'
import type { FunctionDefinition } from '../lambda/function-definition.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const ServiceSchema = v.object({
  service: v.string(),
  provider: v.object({
    timeout: v.number(),
    memorySize: v.number(),
    environment: v.fallback(v.record(v.string(), v.string()), {}),
  }),
  functions: v.record(
    v.string(),
    v.object({
      handler: v.string(),
      timeout: v.optional(v.number()),
      memorySize: v.optional(v.number()),
      environment: v.optional(v.record(v.string(), v.string()), {}),
      events: v.optional(
        v.array(v.object({ httpApi: v.optional(v.object({ method: v.string(), path: v.string() })) })),
        [],
      ),
    }),
  ),
  resources: v.object({
    Resources: v.record(
      v.string(),
      v.object({ Type: v.string(), Properties: v.optional(v.record(v.string(), v.unknown()), {}) }),
    ),
  }),
})

/** A function, and the routes that lead to it. */
interface ServiceFunction extends FunctionDefinition {
  readonly routes: readonly { readonly method: string; readonly path: string }[]
}

/** A CloudFormation resource, references in it unresolved. */
export interface Resource {
  readonly logicalId: string
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** What `serverless.yml` says of stage `local`. */
export interface Service {
  readonly functions: readonly ServiceFunction[]
  readonly resources: readonly Resource[]
}

/**
 * Reads `serverless.yml` for stage `local`, resolved by the framework that also deploys it: there is no second list of
 * functions, variables or queues.
 *
 * @param folder - of the `stack.json` that the stage's parameters come from
 * @throws with the framework's own words if `serverless.yml` is wrong
 */
export const readService = async (folder: string): Promise<Service> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['node_modules/osls/bin/serverless.js', 'print', '--stage', 'local', '--format', 'json'],
    { cwd: ROOT, env: { ...process.env, RELAY_LOCAL_DIR: folder }, maxBuffer: 16 * 1024 * 1024 },
  ).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`serverless.yml cannot be read for stage local:\n${error.stderr || error.stdout || error}`)
  })
  const { service, provider, functions, resources } = v.parse(ServiceSchema, JSON.parse(stdout))
  return {
    functions: Object.entries(functions).map(([name, definition]) => ({
      name,
      functionName: `${service}-local-${name}`,
      handler: definition.handler,
      timeoutMs: (definition.timeout ?? provider.timeout) * 1_000,
      memoryMb: definition.memorySize ?? provider.memorySize,
      environment: { ...provider.environment, ...definition.environment },
      routes: definition.events.flatMap(({ httpApi }) => httpApi ?? []),
    })),
    resources: Object.entries(resources.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      properties: Properties,
    })),
  }
}
