import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'
import { startRuntimeApi } from './runtime-api.ts'

/** Our own client of the Runtime API. */
const BOOTSTRAP = fileURLToPath(new URL('bootstrap.ts', import.meta.url))

/** Time a process has to end when it is asked to, ms. */
const STOP_PATIENCE_MS = 2_000

/** One execution environment of a function: a process that handles one event at a time. */
export interface Worker {
  /** Of its process; undefined if that could not be started. */
  readonly pid: number | undefined
  /** Handles one event; never called while another is being handled. */
  invoke(event: string): Promise<Invocation>
  /** Whether this worker can handle no more. */
  isGone(): boolean
  /** Whether its start has succeeded. */
  hasStarted(): boolean
  /** Settles once its process has ended, and all it wrote was read. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a process for a function, and the Runtime API that feeds it.
 *
 * @param root - folder that the handler's path starts from
 * @param environment - all of the process's environment: nothing is taken from ours
 * @param onLine - takes each line the function writes
 * @param client - the file that Node runs: what asks the Runtime API for events and calls the handler
 */
export const startWorker = async (
  root: string,
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
  client = BOOTSTRAP,
): Promise<Worker> => {
  let gone = false
  const api = await startRuntimeApi(definition, () => {
    gone = true
    child.kill('SIGKILL')
  })
  const child = spawn(process.execPath, ['--enable-source-maps', client], {
    cwd: root,
    env: { ...environment, ...runtimeEnvironment(root, definition), AWS_LAMBDA_RUNTIME_API: new URL(api.url).host },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const exit = (how: string): Invocation => exitOf(definition.name, how)
  const ended = endOf(child, onLine).then((how) => {
    gone = true
    api.settle(exit(how))
    return api.stop()
  })
  return {
    pid: child.pid,
    ended,
    isGone: () => gone,
    hasStarted: api.hasAsked,
    invoke: async (event) => (gone ? exit('before the event') : api.deliver(event)),
    stop: async () => {
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS)
      await ended
      clearTimeout(killer)
    },
  }
}

const exitOf = (name: string, how: string): Invocation => ({
  ok: false,
  errorType: 'Runtime.ExitError',
  errorMessage: `the process of ${name} ended: ${how}`,
})

const runtimeEnvironment = (root: string, definition: FunctionDefinition): Record<string, string> => ({
  _HANDLER: definition.handler,
  LAMBDA_TASK_ROOT: root,
  AWS_LAMBDA_FUNCTION_NAME: definition.functionName,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
  AWS_LAMBDA_LOG_FORMAT: 'JSON',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.functionName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${randomUUID()}`,
  TZ: ':UTC',
})

/** Passes on what the process writes, and tells how it ended once all of that was read. */
const endOf = (child: ChildProcess, onLine: (line: string) => void): Promise<string> => {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine)
  }
  child.stdin?.on('error', () => {})
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}
