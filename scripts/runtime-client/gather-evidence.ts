import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { receiveSummaries } from '../../local/demo/receive-summaries.ts'
import { readMetrics } from '../../local/emf/read-metrics.ts'
import { lambdaEvent } from '../../local/invoke/lambda-event.ts'
import { readEventFile } from '../../local/invoke/read-event-file.ts'
import type { FunctionDefinition } from '../../local/lambda/function-definition.ts'
import type { Invocation } from '../../local/lambda/invocation.ts'
import { lambdaEnvironment } from '../../local/lambda/lambda-environment.ts'
import { startWorker } from '../../local/lambda/worker.ts'
import { createService } from '../../local/service/create-service.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import type { Emulators } from '../../local/start-emulators.ts'
import type { Evidence } from './evidence.ts'

/** Prints what it is given as a program that knows nothing of metrics would. */
const CONSOLE_HANDLER = 'exports.handler = async ({ line }) => { console.log(line) }\n'

export interface Trial {
  /** Lambda's own client: the file that Node runs. */
  readonly client: string
  /** Of the unpacked package. */
  readonly packageFolder: string
  /** For files of this trial. */
  readonly folder: string
  readonly emulators: Emulators
  /** The run to deliver, a file. */
  readonly run: string
  readonly signal: AbortSignal
}

/** Delivers a run to the package's `receive` under Lambda's own client, beside emulated AWS services. */
export const gatherEvidence = async (trial: Trial): Promise<Evidence> => {
  const { endpoints } = trial.emulators
  // The parameters of stage `local` come from this file.
  writeFileSync(join(trial.folder, 'stack.json'), JSON.stringify({ endpoints }))
  const service = await createService(PROJECT_ROOT, trial.folder, trial.emulators)
  const local = service.functions.find(({ name }) => name === 'receive')
  if (local === undefined) throw new Error('serverless.yml defines no function receive')
  // The package is not the bundle of the local cloud, which has an alert policy of its own.
  const receive = { ...local, handler: local.handler.replace('dist/local/', 'dist/') }
  const queues = Object.fromEntries(service.queues.map(({ name, url }) => [name, url]))

  const event = lambdaEvent('receive', readEventFile(trial.run), service.webhookSecret)
  const received = await invokeOnce(trial, trial.packageFolder, receive, event)
  const summaries = await receiveSummaries({ queues, endpoints })

  const line = received.lines.find((written) => readMetrics(written).length > 0)
  return { ...received, summaries, consoleLines: line === undefined ? [] : await printOnConsole(trial, receive, line) }
}

/** What a function writes that prints a line through the console. */
const printOnConsole = async (trial: Trial, receive: FunctionDefinition, line: string): Promise<readonly string[]> => {
  writeFileSync(join(trial.folder, 'console.cjs'), CONSOLE_HANDLER)
  const definition = { ...receive, name: 'console', handler: 'console.handler', environment: {} }
  return (await invokeOnce(trial, trial.folder, definition, { line })).lines
}

interface Invoked {
  readonly invocation: Invocation
  readonly durationMs: number
  readonly lines: readonly string[]
}

/** Invokes a function in a process of its own, and reads all it writes until that has ended. */
const invokeOnce = async (
  { client, emulators, signal }: Trial,
  root: string,
  definition: FunctionDefinition,
  event: object,
): Promise<Invoked> => {
  signal.throwIfAborted()
  const lines: string[] = []
  const environment = { ...lambdaEnvironment(emulators.endpoints), ...definition.environment }
  const worker = await startWorker(root, definition, environment, (line) => lines.push(line), client)
  const stop = (): void => void worker.stop()
  signal.addEventListener('abort', stop)
  const start = performance.now()
  const invocation = await worker.invoke(JSON.stringify(event))
  const durationMs = Math.round(performance.now() - start)
  signal.removeEventListener('abort', stop)
  await worker.stop()
  signal.throwIfAborted()
  return { invocation, durationMs, lines }
}
