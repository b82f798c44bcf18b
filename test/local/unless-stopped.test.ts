import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unlessStopped } from '../../local/terminal/unless-stopped.ts'

const never = new Promise<never>(() => {})
const buildStarted = () => ({ stop: vi.fn(async () => {}) })

const prepared = Promise.resolve()

describe('a start that may be stopped', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('gives what was started', async () => {
    const started = buildStarted()
    expect(await unlessStopped(prepared, async () => started, never)).toBe(started)
    expect(started.stop).not.toHaveBeenCalled()
  })

  it('fails as the start fails', async () => {
    const fail = () => Promise.reject(new Error('no port'))
    await expect(unlessStopped(prepared, fail, never)).rejects.toThrow('no port')
    await expect(unlessStopped(fail(), async () => buildStarted(), never)).rejects.toThrow('no port')
  })

  it('is not begun where it was stopped while it was prepared', async () => {
    const start = vi.fn(async () => buildStarted())
    const preparing = Promise.withResolvers<void>()
    const waiting = unlessStopped(preparing.promise, start, Promise.resolve())
    await vi.advanceTimersByTimeAsync(1_000)
    preparing.resolve()
    expect(await waiting).toBeNull()
    expect(start).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stops what comes up after it was stopped, and waits for that', async () => {
    const started = buildStarted()
    const starting = Promise.withResolvers<typeof started>()
    const stopped = Promise.withResolvers<void>()
    const waiting = unlessStopped(prepared, () => starting.promise, stopped.promise)
    await vi.advanceTimersByTimeAsync(1_000)
    stopped.resolve()
    await vi.advanceTimersByTimeAsync(1_000)
    starting.resolve(started)
    expect(await waiting).toBeNull()
    expect(started.stop).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('says nothing of a start that fails because it was stopped', async () => {
    expect(
      await unlessStopped(Promise.reject(new Error('killed')), async () => buildStarted(), Promise.resolve()),
    ).toBeNull()
  })

  it('does not wait for ever for a start that never ends once it was stopped', async () => {
    const waiting = unlessStopped(never, async () => buildStarted(), Promise.resolve())
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await waiting).toBeNull()
  })
})
