import { buildLocalHandlers } from './build-local-handlers.ts'
import type { Stack, StackOptions } from './stack.ts'
import { unlessStopped } from './terminal/unless-stopped.ts'

/**
 * Builds the functions, and starts a local cloud with them. What that takes is loaded only now: a command that is called
 * wrongly says so at once.
 *
 * @returns null if it was stopped before it was up
 */
export const startBuiltStack = (options: StackOptions, stopped: Promise<unknown>): Promise<Stack | null> =>
  unlessStopped(
    buildLocalHandlers(),
    async () => {
      const { startStack } = await import('./stack.ts')
      return startStack(options)
    },
    stopped,
  )
