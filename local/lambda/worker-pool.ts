import type { Worker } from './worker.ts'

/** The processes of one function: each handles one event at a time, and further ones are started as they are needed. */
export interface WorkerPool {
  /** An idle worker, a new one, or, where there are as many as may be, the next that is given back. */
  take(): Promise<Worker>
  giveBack(worker: Worker): void
  stop(): Promise<void>
}

/** @param start - starts a worker; never fails */
export const createWorkerPool = (start: () => Promise<Worker>, maxWorkers: number): WorkerPool => {
  const idle: Worker[] = []
  const all = new Set<Promise<Worker>>()
  const waiting: ((worker: Worker | Promise<Worker>) => void)[] = []

  const add = (): Promise<Worker> => {
    const worker = start()
    all.add(worker)
    void worker.then(({ ended }) => ended.then(() => all.delete(worker)))
    return worker
  }

  return {
    take: async () => {
      for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
        if (!worker.isGone()) return worker
      }
      return all.size < maxWorkers ? add() : new Promise((resolve) => waiting.push(resolve))
    },
    giveBack: (worker) => {
      const next = waiting.shift()
      if (next !== undefined) next(worker.isGone() ? add() : worker)
      else if (!worker.isGone()) idle.push(worker)
    },
    stop: async () => {
      await Promise.all([...all].map(async (worker) => (await worker).stop()))
    },
  }
}
