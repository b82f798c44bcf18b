import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { sleep } from '../lib/sleep.ts'

describe('sleep', () => {
  it('ends when its time is over, and leaves nothing on the signal', async () => {
    const { signal } = new AbortController()
    await sleep(1, signal)

    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it.each([
    ['aborts', (caller: AbortController) => setImmediate(() => caller.abort())],
    ['has aborted', (caller: AbortController) => caller.abort()],
  ])('ends early, and does not fail, where the signal %s', async (_, abort) => {
    const caller = new AbortController()
    abort(caller)

    expect(await sleep(2 ** 31 - 1, caller.signal)).toBeUndefined()
  })
})
