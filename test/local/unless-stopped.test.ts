import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unlessStopped } from '../../local/terminal/unless-stopped.ts'

const never = new Promise<never>(() => {})
const buildStarted = () => ({ stop: vi.fn(async () => {}) })

describe('a start that may be stopped', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('gives what was started', async () => {
    const started = buildStarted()
    expect(await unlessStopped(Promise.resolve(started), never)).toBe(started)
    expect(started.stop).not.toHaveBeenCalled()
  })

  it('fails as the start fails', async () => {
    await expect(unlessStopped(Promise.reject(new Error('no port')), never)).rejects.toThrow('no port')
  })

  it('stops what comes up after it was stopped, and waits for that', async () => {
    const started = buildStarted()
    const starting = Promise.withResolvers<typeof started>()
    const waiting = unlessStopped(starting.promise, Promise.resolve())
    await vi.advanceTimersByTimeAsync(1_000)
    starting.resolve(started)
    expect(await waiting).toBeNull()
    expect(started.stop).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('says nothing of a start that fails because it was stopped', async () => {
    expect(await unlessStopped(Promise.reject(new Error('killed')), Promise.resolve())).toBeNull()
  })

  it('does not wait for ever for a start that never ends once it was stopped', async () => {
    const waiting = unlessStopped(never, Promise.resolve())
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await waiting).toBeNull()
  })
})
