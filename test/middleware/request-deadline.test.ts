import middy from '@middy/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DeadlineContext, requestDeadline } from '../../lib/middleware/request-deadline.ts'
import { lambdaContext } from '../support/lambda-context.ts'

const DEADLINE_MS = 8_000

/** A request that is under way: its signal, and how to end it. */
const startRequest = (context: object) => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const signals: AbortSignal[] = []
  const handler = middy<unknown, unknown, Error, DeadlineContext>({ timeoutEarlyInMillis: 0 })
    .use(requestDeadline(DEADLINE_MS))
    .handler((_event: unknown, { deadline }: DeadlineContext) => {
      signals.push(deadline)
      return promise
    })
  const answer = handler({}, context as DeadlineContext)
  return { isAborted: () => signals.map(({ aborted }) => aborted), answer, resolve, reject }
}

describe('requestDeadline', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['the deadline where the function has much time left', lambdaContext(60_000), 8_000],
    ['the deadline where the function has just enough time left', lambdaContext(8_500), 8_000],
    ['half a second before the function ends where it has less', lambdaContext(8_499), 7_999],
    ['half a second before the function ends where it has little', lambdaContext(3_000), 2_500],
    ['half a second before the deadline where the function does not tell its time', {}, 7_500],
  ])('ends the work at %s', async (_, context, endsAfterMs) => {
    const { isAborted } = startRequest(context)

    await vi.advanceTimersByTimeAsync(endsAfterMs - 1)
    expect(isAborted()).toEqual([false])
    await vi.advanceTimersByTimeAsync(1)
    expect(isAborted()).toEqual([true])
  })

  it.each([500, 100, 0, -50])('ends the work at once where %i ms are left', async (remainingMs) => {
    const { isAborted } = startRequest(lambdaContext(remainingMs))
    await vi.advanceTimersByTimeAsync(0)

    expect(isAborted()).toEqual([true])
  })

  it('leaves no timer after an answer', async () => {
    const { answer, resolve, isAborted } = startRequest(lambdaContext())
    expect(vi.getTimerCount()).toBe(1)
    resolve('answer')

    expect(await answer).toBe('answer')
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isAborted()).toEqual([false])
  })

  it('leaves no timer after an error, and lets the error through', async () => {
    const { answer, reject } = startRequest(lambdaContext())
    const defect = new TypeError('a defect')
    reject(defect)

    await expect(answer).rejects.toBe(defect)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('gives each request a deadline of its own', async () => {
    const first = startRequest(lambdaContext())
    await vi.advanceTimersByTimeAsync(5_000)
    const second = startRequest(lambdaContext())
    await vi.advanceTimersByTimeAsync(3_000)

    expect(first.isAborted()).toEqual([true])
    expect(second.isAborted()).toEqual([false])
    first.resolve('late')
    await first.answer
    await vi.advanceTimersByTimeAsync(5_000)
    expect(second.isAborted()).toEqual([true])
  })
})
