import { execFile } from 'node:child_process'

import { promisify } from 'node:util'
import * as v from 'valibot'
import type { FunctionDefinition } from '../lambda/function-definition.ts'
import { OSLS } from './osls.ts'

/** An event of a kind that is not here would never come: better to say so than to start without it. */
const EventSchema = v.strictObject({
  httpApi: v.optional(v.object({ method: v.string(), path: v.string() })),
  sqs: v.optional(
    v.object({
      arn: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) }),
      batchSize: v.optional(v.number(), 10),
      maximumBatchingWindow: v.optional(v.number(), 0),
      maximumConcurrency: v.optional(v.number(), 5),
      functionResponseType: v.optional(v.literal('ReportBatchItemFailures')),
      enabled: v.optional(v.boolean(), true),
    }),
  ),
  schedule: v.optional(
    v.object({
      rate: v.array(v.string()),
      input: v.optional(v.unknown()),
      enabled: v.optional(v.boolean(), true),
    }),
  ),
})

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
      events: v.optional(v.array(EventSchema), []),
    }),
  ),
  resources: v.object({
    Resources: v.record(
      v.string(),
      v.object({ Type: v.string(), Properties: v.optional(v.record(v.string(), v.unknown()), {}) }),
    ),
  }),
})

/** A queue that feeds a function. */
export interface QueueTrigger {
  /** Logical id of the queue. */
  readonly queue: string
  readonly batchSize: number
  /** How long a batch is waited for to fill, ms. */
  readonly windowMs: number
  readonly maximumConcurrency: number
  /** Whether the function tells which messages of a batch failed. */
  readonly reportsFailures: boolean
}

/** A schedule that calls a function. */
export interface ScheduleTrigger {
  /** `rate(5 minutes)` */
  readonly rate: string
  /** The event; undefined for the scheduler's own. */
  readonly input: unknown
}

/** A function, and what calls it. */
export interface ServiceFunction extends FunctionDefinition {
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  readonly queues: readonly QueueTrigger[]
  readonly schedules: readonly ScheduleTrigger[]
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
 * @param root - folder of `serverless.yml`
 * @param folder - of the `stack.json` that the stage's parameters come from
 * @param parameters - deploy parameters that differ from those of the stage
 * @throws with the framework's own words if `serverless.yml` is wrong
 */
export const readService = async (
  root: string,
  folder: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Service> => {
  const given = Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [OSLS, 'print', '--stage', 'local', '--format', 'json', ...given],
    { cwd: root, env: { ...process.env, RELAY_LOCAL_DIR: folder }, maxBuffer: 16 * 1024 * 1024 },
  ).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`serverless.yml cannot be read for stage local:\n${error.stderr || error.stdout || error}`)
  })
  const parsed = v.safeParse(ServiceSchema, JSON.parse(stdout))
  if (!parsed.success) {
    const places = parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
    throw new Error(`the local cloud does not know what serverless.yml asks for:\n${places.join('\n')}`)
  }
  const { service, provider, functions, resources } = parsed.output
  return {
    functions: Object.entries(functions).map(([name, definition]) => ({
      name,
      functionName: `${service}-local-${name}`,
      handler: definition.handler,
      timeoutMs: (definition.timeout ?? provider.timeout) * 1_000,
      memoryMb: definition.memorySize ?? provider.memorySize,
      environment: { ...provider.environment, ...definition.environment },
      routes: definition.events.flatMap(({ httpApi }) => httpApi ?? []),
      queues: definition.events.flatMap(({ sqs }) => (sqs?.enabled ? toQueueTrigger(sqs) : [])),
      schedules: definition.events.flatMap(({ schedule }) =>
        schedule?.enabled ? schedule.rate.map((rate) => ({ rate, input: schedule.input })) : [],
      ),
    })),
    resources: Object.entries(resources.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      properties: Properties,
    })),
  }
}

const toQueueTrigger = (sqs: NonNullable<v.InferOutput<typeof EventSchema>['sqs']>): QueueTrigger => ({
  queue: sqs.arn['Fn::GetAtt'][0],
  batchSize: sqs.batchSize,
  windowMs: sqs.maximumBatchingWindow * 1_000,
  maximumConcurrency: sqs.maximumConcurrency,
  reportsFailures: sqs.functionResponseType !== undefined,
})
