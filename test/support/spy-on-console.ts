import { vi } from 'vitest'

const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const

/** Counts what is printed to the console until the test ends, and prints none of it. */
export const spyOnConsole = (): (() => unknown[][]) => {
  const spies = METHODS.map((method) => vi.spyOn(console, method).mockImplementation(() => {}))
  return () => spies.flatMap((spy) => spy.mock.calls)
}
