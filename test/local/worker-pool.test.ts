import { describe, expect, it } from 'vitest'
import type { Worker } from '../../local/lambda/worker.ts'
import { createWorkerPool } from '../../local/lambda/worker-pool.ts'

/** A worker without a process, and what ends it. */
const buildWorker = () => {
  const ended = Promise.withResolvers<void>()
  let gone = false
  const end = (): void => {
    gone = true
    ended.resolve()
  }
  const worker: Worker = {
    pid: undefined,
    isGone: () => gone,
    hasStarted: () => true,
    ended: ended.promise,
    invoke: async () => ({ ok: true, payload: 'null' }),
    stop: async () => end(),
  }
  return { worker, end, die: () => (gone = true) }
}

const buildPool = (maxWorkers: number) => {
  const workers: ReturnType<typeof buildWorker>[] = []
  const pool = createWorkerPool(async () => {
    const built = buildWorker()
    workers.push(built)
    return built.worker
  }, maxWorkers)
  return { pool, workers }
}

describe('a pool of workers', () => {
  it('gives out an idle worker before it starts another', async () => {
    const { pool, workers } = buildPool(2)
    const first = await pool.take()
    pool.giveBack(first)
    expect(await pool.take()).toBe(first)
    expect(workers).toHaveLength(1)
  })

  it('lets those wait for whom there is no worker, and serves them in turn', async () => {
    const { pool, workers } = buildPool(1)
    const first = await pool.take()
    const served: string[] = []
    const waiting = ['a', 'b'].map((name) => pool.take().then((worker) => served.push(name) && pool.giveBack(worker)))
    expect(served).toEqual([])
    pool.giveBack(first)
    await Promise.all(waiting)
    expect(served).toEqual(['a', 'b'])
    expect(workers).toHaveLength(1)
  })

  it('starts another for one that waits when a worker is given back dead, though its process has not ended yet', async () => {
    const { pool, workers } = buildPool(1)
    const first = await pool.take()
    const second = pool.take()
    workers[0]?.die()
    pool.giveBack(first)
    expect(await second).toBe(workers[1]?.worker)
  })

  it('starts another for one that waits when a process ends by itself', async () => {
    const { pool, workers } = buildPool(1)
    await pool.take()
    const second = pool.take()
    workers[0]?.end()
    expect(await second).toBe(workers[1]?.worker)
  })

  it('has room for another after a worker was given back dead', async () => {
    const { pool, workers } = buildPool(1)
    const first = await pool.take()
    workers[0]?.die()
    pool.giveBack(first)
    expect(await pool.take()).toBe(workers[1]?.worker)
  })

  it('stops every worker, idle, busy or starting', async () => {
    const { pool, workers } = buildPool(3)
    pool.giveBack(await pool.take())
    const starting = Promise.all([pool.take(), pool.take(), pool.take()])
    await pool.stop()
    await starting
    expect(workers.map(({ worker }) => worker.isGone())).toEqual([true, true, true])
  })
})
