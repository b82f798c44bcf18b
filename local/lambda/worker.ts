import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'
import { startRuntimeApi } from './runtime-api.ts'

const BOOTSTRAP = fileURLToPath(new URL('bootstrap.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Time a process has to end when it is asked to, ms. */
const STOP_PATIENCE_MS = 2_000

/** One execution environment of a function: a process that handles one event at a time. */
export interface Worker {
  /** Handles one event; never called while another is being handled. */
  invoke(event: string): Promise<Invocation>
  /** Whether this worker can handle no more. */
  isGone(): boolean
  stop(): Promise<void>
}

/**
 * Starts a process for a function, and the Runtime API that feeds it.
 *
 * @param environment - all of the process's environment: nothing is taken from ours
 * @param onLine - takes each line the function writes
 */
export const startWorker = async (
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<Worker> => {
  let gone = false
  const api = await startRuntimeApi(definition, () => {
    gone = true
    child.kill('SIGKILL')
  })
  const child = spawn(process.execPath, ['--enable-source-maps', BOOTSTRAP], {
    cwd: ROOT,
    env: { ...environment, ...runtimeEnvironment(definition), AWS_LAMBDA_RUNTIME_API: new URL(api.url).host },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const exit = (how: string): Invocation => ({
    ok: false,
    errorType: 'Runtime.ExitError',
    errorMessage: `the process of ${definition.name} ended: ${how}`,
  })
  const ended = endOf(child, onLine).then((how) => {
    gone = true
    api.settle(exit(how))
    return api.stop()
  })
  return {
    isGone: () => gone,
    invoke: async (event) => (gone ? exit('before the event') : api.deliver(event)),
    stop: async () => {
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS)
      await ended
      clearTimeout(killer)
    },
  }
}

const runtimeEnvironment = (definition: FunctionDefinition): Record<string, string> => ({
  _HANDLER: definition.handler,
  LAMBDA_TASK_ROOT: ROOT,
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
