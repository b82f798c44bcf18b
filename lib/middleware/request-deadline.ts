import type { MiddlewareObj } from '@middy/core'
import type { Context } from 'aws-lambda'
import { ANSWER_RESERVE_MS } from '../limits.ts'

/** A Lambda context with the signal that ends a request's work. */
export interface DeadlineContext extends Context {
  deadline: AbortSignal
}

/**
 * Gives each request one deadline, and ends every call it still has open when that has passed: an answer that says
 * "try again" is worth more than a function that times out.
 *
 * @param deadlineMs - from the start of the request; less where the function itself has less time left
 */
export const requestDeadline = (deadlineMs: number): MiddlewareObj<unknown, unknown, Error, DeadlineContext> => {
  const timers = new WeakMap<object, NodeJS.Timeout>()
  const clear = ({ context }: { context: DeadlineContext }): void => clearTimeout(timers.get(context))
  return {
    before: ({ context }) => {
      const controller = new AbortController()
      const remainingMs = context.getRemainingTimeInMillis?.() ?? deadlineMs
      const timer = setTimeout(
        () => controller.abort(),
        Math.max(0, Math.min(deadlineMs, remainingMs - ANSWER_RESERVE_MS)),
      )
      timers.set(context, timer)
      context.deadline = controller.signal
    },
    after: clear,
    onError: clear,
  }
}
