import { ASSUMPTIONS } from './assumptions.ts'
import { priceOf } from './price-of.ts'
import type { Usage } from './usage.ts'

/**
 * What a function's time costs, dollars: it waits for one answer after another, but where it asks for several at once.
 *
 * @param usage - of all its invocations
 * @param extraMs - of its own time, over all of them
 */
export const lambdaCost = (
  name: keyof typeof ASSUMPTIONS.memoryGb,
  invocations: number,
  { calls }: Usage,
  slowness: number,
  extraMs = 0,
): number => {
  const { answerMs, ownMs, queues, detailsAtOnce, memoryGb } = ASSUMPTIONS
  const atOnce: Readonly<Record<string, number>> = { SendMessage: queues, details: detailsAtOnce }
  const waitedMs = Object.entries(answerMs).reduce(
    (sum, [call, ms]) => sum + ((calls[call] ?? 0) / (atOnce[call] ?? 1)) * ms * slowness,
    0,
  )
  const seconds = (invocations * ownMs[name] + extraMs + waitedMs) / 1_000
  return invocations * priceOf('lambdaRequest') + seconds * memoryGb[name] * priceOf('lambdaGbSecond')
}
