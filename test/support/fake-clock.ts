/** A clock that moves only when it is told to, and the signals that go by it. */
export interface FakeClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves it, and aborts the signals whose time is over. */
  advance(ms: number): void
  /** As AbortSignal.timeout: throws for what is no whole number of milliseconds. */
  timeout(ms: number): AbortSignal
  /** Moves it to where this signal aborts. */
  exhaust(signal: AbortSignal): void
}

const TIMEOUT = new DOMException('The operation was aborted due to timeout', 'TimeoutError')

export const createFakeClock = (start: number): FakeClock => {
  const pending = new Map<AbortSignal, { readonly controller: AbortController; readonly at: number }>()
  let now = start
  const advance = (ms: number): void => {
    now += ms
    for (const [signal, { controller, at }] of pending) {
      if (at > now) continue
      pending.delete(signal)
      controller.abort(TIMEOUT)
    }
  }
  return {
    now: () => now,
    advance,
    timeout: (ms) => {
      if (!Number.isInteger(ms) || ms < 0 || ms > 0xffff_ffff) {
        throw new RangeError(`The value of "delay" is out of range. Received ${ms}`)
      }
      const controller = new AbortController()
      pending.set(controller.signal, { controller, at: now + ms })
      advance(0)
      return controller.signal
    },
    exhaust: (signal) => advance(Math.max(0, (pending.get(signal)?.at ?? now) - now)),
  }
}
