import type { Worker } from './worker.ts'

/** The processes of one function: each handles one event at a time, and further ones are started as they are needed. */
export interface WorkerPool {
  /** An idle worker, a new one, or, where there are as many as may be, the next that is given back or replaced. */
  take(): Promise<Worker>
  giveBack(worker: Worker): void
  /** Those that can handle events, or are handling one. */
  live(): readonly Worker[]
  stop(): Promise<void>
}

/** @param start - starts a worker; never fails */
export const createWorkerPool = (start: () => Promise<Worker>, maxWorkers: number): WorkerPool => {
  const idle: Worker[] = []
  const starting = new Set<Promise<Worker>>()
  const live = new Set<Worker>()
  const waiting: ((worker: Worker | Promise<Worker>) => void)[] = []

  const add = (): Promise<Worker> => {
    const worker = start()
    starting.add(worker)
    void worker.then((started) => {
      starting.delete(worker)
      live.add(started)
      void started.ended.then(() => forget(started))
    })
    return worker
  }

  /** Makes room for another in place of one that is gone. */
  const forget = (worker: Worker): void => {
    if (live.delete(worker) && waiting.length > 0) waiting.shift()?.(add())
  }

  return {
    take: async () => {
      for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
        if (!worker.isGone()) return worker
        forget(worker)
      }
      return live.size + starting.size < maxWorkers ? add() : new Promise((resolve) => waiting.push(resolve))
    },
    giveBack: (worker) => {
      if (worker.isGone()) forget(worker)
      else if (waiting.length > 0) waiting.shift()?.(worker)
      else idle.push(worker)
    },
    live: () => [...live].filter((worker) => !worker.isGone()),
    stop: async () => {
      const started = await Promise.all(starting)
      await Promise.all([...live, ...started].map((worker) => worker.stop()))
    },
  }
}
