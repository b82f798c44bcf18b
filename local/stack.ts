import type { SentMessage, SqsEmulator } from './emulators/sqs-emulator.ts'
import type { Hatchet } from './hatchet/hatchet.ts'
import { type ServedRequest, startHttpFront } from './http/http-front.ts'
import type { Invocation } from './lambda/invocation.ts'
import { startLambdaApi } from './lambda/lambda-api.ts'
import { lambdaEnvironment } from './lambda/lambda-environment.ts'
import { createLocalFunction } from './lambda/local-function.ts'
import { createService } from './service/create-service.ts'
import { LOCAL_REGION } from './service/local-client-config.ts'
import { PROJECT_ROOT } from './service/project-root.ts'
import type { Sinks } from './sinks/start-sinks.ts'
import type { ToldMessage } from './sinks/told-message.ts'
import type { StackDescription } from './stack-description.ts'
import { openStackFolder } from './stack-folder.ts'
import type { OwnHatchet } from './start/own-hatchet.ts'
import { startEmulators } from './start-emulators.ts'
import { type RunningFunction, startTriggers } from './triggers/start-triggers.ts'

/** A local cloud that is up. */
export interface Stack {
  readonly description: StackDescription
  /** The Hatchet that reconcile polls. */
  readonly hatchet: Hatchet
  /** What stands in for Slack and PagerDuty. */
  readonly sinks: Sinks
  /** Its queues: makes every call to SQS fail, or work again. */
  readonly queues: Pick<SqsEmulator, 'setDown'>
  /** The processes that functions run in, with the functions' names. */
  processes(): readonly { readonly name: string; readonly pid: number }[]
  /** Calls a function that is up, as a schedule would. */
  invoke(functionName: string, event: object): Promise<Invocation>
  stop(): Promise<void>
}

export interface StackOptions {
  /** Folder for `stack.json` and the log: its files are gone when the stack has stopped. */
  readonly folder: string
  /** Folder of `serverless.yml`. */
  readonly root?: string
  /** Port of the HTTP API; 0 for any that is free. */
  readonly port?: number
  /** Deploy parameters that differ from those of stage `local`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** What is polled; the local Hatchet, if it is left out. */
  readonly ownHatchet?: OwnHatchet | undefined
  /** Is told each line the functions write, each request once it is answered, each message once it is on a queue, and each that reached people. */
  readonly onLine?: (line: string) => void
  readonly onRequest?: (request: ServedRequest) => void
  readonly onMessage?: (message: SentMessage) => void
  readonly onTold?: (message: ToldMessage) => void
}

/**
 * Starts the whole service on this machine: emulated AWS services, the built functions in processes of their own, what
 * calls them, and an HTTP API in front. Loopback only, and nothing of this machine's AWS configuration is used.
 *
 * @throws if the port is taken, another local cloud is up in the folder, or `serverless.yml` is wrong; nothing is left then
 */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const stops: (() => Promise<void> | void)[] = []
  const stop = async (): Promise<void> => {
    const faults: unknown[] = []
    for (const each of stops.splice(0).reverse()) await Promise.try(each).catch((fault) => faults.push(fault))
    if (faults.length > 0) throw new AggregateError(faults, 'the local cloud could not stop whole')
  }
  try {
    return { ...(await start(options, (each) => stops.push(each))), stop }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

/** @param onStop - takes what undoes a step, last step first */
const start = async (
  {
    folder: path,
    root = PROJECT_ROOT,
    port = 0,
    parameters,
    ownHatchet,
    onLine,
    onRequest,
    onMessage,
    onTold,
  }: StackOptions,
  onStop: (undo: () => Promise<void> | void) => void,
): Promise<Omit<Stack, 'stop'>> => {
  const folder = openStackFolder(path)
  onStop(folder.close)
  const emulators = await startEmulators(onMessage, onTold)
  onStop(emulators.stop)
  const { endpoints } = emulators

  // The parameters of stage `local` come from this file: tokens are not in it.
  const own = ownHatchet && { ownHatchet: { apiUrl: ownHatchet.apiUrl, dashboardUrl: ownHatchet.dashboardUrl } }
  folder.describe({ endpoints, ...own })
  const secrets = ownHatchet && { HatchetTenantsSecret: ownHatchet.tenants }
  const service = await createService(root, path, emulators, parameters, secrets)
  const { queues, tables, webhookSecret } = service

  const write = (line: string): void => {
    folder.log(line)
    onLine?.(line)
  }
  const functions = service.functions.map((definition): RunningFunction => {
    const target = createLocalFunction(root, definition, lambdaEnvironment(endpoints), write)
    onStop(target.stop)
    return { definition, target }
  })
  onStop(startTriggers(functions, queues, endpoints.sqs).stop)
  const routes = functions.flatMap(({ definition, target }) => definition.routes.map((route) => ({ ...route, target })))
  const front = await startHttpFront(routes, port, onRequest)
  onStop(front.stop)
  const lambda = await startLambdaApi(functions)
  onStop(lambda.stop)

  const queueUrls = Object.fromEntries(queues.map(({ name, url }) => [name, url]))
  const ours = { pid: process.pid, region: LOCAL_REGION, logFile: folder.logFile }
  const known = { endpoints: { ...endpoints, lambda: lambda.url }, queues: queueUrls, tables }
  const description = { apiUrl: front.url, webhookSecret, ...known, ...own, ...ours }
  folder.describe(description)
  const { hatchet, sinks, sqs } = emulators
  return { description, hatchet, sinks, queues: sqs, processes: processesOf(functions), invoke: invokeOf(functions) }
}

const processesOf =
  (functions: readonly RunningFunction[]): Stack['processes'] =>
  () =>
    functions.flatMap(({ definition: { name }, target }) => target.pids().map((pid) => ({ name, pid })))

const invokeOf =
  (functions: readonly RunningFunction[]): Stack['invoke'] =>
  async (functionName, event) => {
    const called = functions.find(({ definition }) => definition.name === functionName)
    if (called === undefined) throw new Error(`there is no function ${functionName}`)
    return called.target.invoke(JSON.stringify(event))
  }
