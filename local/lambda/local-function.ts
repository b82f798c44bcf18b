import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'
import { startWorker } from './worker.ts'
import { createWorkerPool } from './worker-pool.ts'

/** A function as Lambda runs it: a pool of processes, each started when an event finds no idle one. */
export interface LocalFunction {
  /** @param event - JSON */
  invoke(event: string): Promise<Invocation>
  stop(): Promise<void>
}

/** Processes a function may have at once. Further events wait. */
const MAX_WORKERS = 10

/** Longest pause before a process is started again after starts that failed, ms. */
const MAX_BACK_OFF_MS = 10_000

/**
 * @param root - folder that the handler's path starts from
 * @param environment - beside the function's own: what Lambda itself sets
 * @param onLine - is told each line the function writes
 */
export const createLocalFunction = (
  root: string,
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): LocalFunction => {
  let failedStarts = 0
  const pool = createWorkerPool(async () => {
    if (failedStarts > 0) await pause(Math.min(2 ** failedStarts * 100, MAX_BACK_OFF_MS))
    return startWorker(root, definition, { ...environment, ...definition.environment }, onLine)
  }, MAX_WORKERS)
  return {
    invoke: async (event) => {
      const worker = await pool.take()
      const invocation = await worker.invoke(event)
      failedStarts = worker.hasStarted() ? 0 : failedStarts + 1
      pool.giveBack(worker)
      return invocation
    },
    stop: pool.stop,
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
