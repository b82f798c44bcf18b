import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'
import { startWorker, type Worker } from './worker.ts'

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

export const createLocalFunction = (
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): LocalFunction => {
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const waiting: ((worker: Worker) => void)[] = []
  let starting = 0
  let failedStarts = 0
  let stopped = false

  const start = async (): Promise<Worker> => {
    starting += 1
    try {
      if (failedStarts > 0) await pause(Math.min(2 ** failedStarts * 100, MAX_BACK_OFF_MS))
      const worker = await startWorker(definition, { ...environment, ...definition.environment }, onLine)
      all.add(worker)
      if (stopped) await worker.stop()
      return worker
    } finally {
      starting -= 1
    }
  }

  const take = async (): Promise<Worker> => {
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
      if (!worker.isGone()) return worker
      all.delete(worker)
    }
    if (all.size + starting < MAX_WORKERS) return start()
    return new Promise((resolve) => waiting.push(resolve))
  }

  const giveBack = async (worker: Worker): Promise<void> => {
    if (worker.isGone()) all.delete(worker)
    const next = waiting.shift()
    if (next !== undefined) next(worker.isGone() ? await start() : worker)
    else if (!worker.isGone()) idle.push(worker)
  }

  return {
    invoke: async (event) => {
      const worker = await take()
      const invocation = await worker.invoke(event)
      failedStarts = invocation.ok || !worker.isGone() ? 0 : failedStarts + 1
      void giveBack(worker)
      return invocation
    },
    stop: async () => {
      stopped = true
      await Promise.all([...all].map((worker) => worker.stop()))
    },
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
