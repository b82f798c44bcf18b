import { pause } from '../pause.ts'
import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'
import { startWorker, type Worker } from './worker.ts'
import { createWorkerPool } from './worker-pool.ts'

/** A function as Lambda runs it: a pool of processes, each started when an event finds no idle one. */
export interface LocalFunction {
  /** @param event - JSON */
  invoke(event: string): Promise<Invocation>
  /** Ids of its processes. */
  pids(): readonly number[]
  stop(): Promise<void>
}

/** Processes a function may have at once. Further events wait. */
const MAX_WORKERS = 10

/** Longest pause before a process is started again after starts that failed, ms. */
const MAX_BACK_OFF_MS = 10_000

/**
 * @param root - folder that the handler's path starts from
 * @param environment - beside the function's own: what Lambda itself sets
 * @param onLine - is told each line the function writes, and one, as Lambda would write it, for each event that fails
 */
export const createLocalFunction = (
  root: string,
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): LocalFunction => {
  const stopping = new AbortController()
  /** How many starts in a row had failed when each worker was started: those that fail together count once. */
  const failuresBefore = new WeakMap<Worker, number>()
  let failedStarts = 0
  const pool = createWorkerPool(async () => {
    const before = failedStarts
    if (before > 0) await pause(Math.min(2 ** before * 100, MAX_BACK_OFF_MS), stopping.signal)
    const worker = await startWorker(root, definition, { ...environment, ...definition.environment }, onLine)
    failuresBefore.set(worker, before)
    return worker
  }, MAX_WORKERS)
  return {
    invoke: async (event) => {
      const worker = await pool.take()
      const invocation = await worker.invoke(event)
      failedStarts = worker.hasStarted() ? 0 : Math.max(failedStarts, 1 + (failuresBefore.get(worker) ?? 0))
      pool.giveBack(worker)
      if (!invocation.ok) onLine(failureLine(definition.name, invocation))
      return invocation
    },
    pids: () => pool.live().flatMap(({ pid }) => pid ?? []),
    stop: () => {
      stopping.abort()
      return pool.stop()
    },
  }
}

const failureLine = (name: string, { errorType, errorMessage }: Extract<Invocation, { ok: false }>): string =>
  JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', function: name, errorType, errorMessage })
