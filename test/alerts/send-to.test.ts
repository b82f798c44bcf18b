import { describe, expect, it } from 'vitest'
import type { SendResult, Sink } from '../../lib/alerts/notification/sink.ts'
import { sendTo } from '../../lib/alerts/send-to.ts'
import { START } from '../support/alerts/alert-times.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { settle } from '../support/settle.ts'

const MESSAGE = { kind: 'digest', notifications: [], at: START } as const
const transient = (detail: string): SendResult => ({ ok: false, isTransient: true, retryAfterMs: null, detail })
const LATE = transient('no answer in time')

/** Sends one message to a sink that does as it pleases, and keeps what came of it. */
const send = (answer: Sink['send'], signal = new AbortController().signal) => {
  const clock = createFakeClock(START)
  const results: (SendResult | undefined)[] = []
  const sinks = new Map([['chat', { takesRecovered: true, takesDigests: true, send: answer }]])
  const sending = sendTo('chat', MESSAGE, { sinks, timeout: clock.timeout }, signal)
  sending.then((result) => results.push(result))
  return { clock, results }
}

describe('an attempt to send to a sink', () => {
  it('is over after 5 seconds, though the sink never answers and hears of no signal', async () => {
    const { clock, results } = send(() => new Promise(() => {}))
    clock.advance(4_999)
    await settle()
    expect(results).toEqual([])

    clock.advance(1)
    await settle()
    expect(results).toEqual([LATE])
  })

  it.each<[string, Sink['send']]>([
    ['rejects', () => Promise.reject(new TypeError('hunter2 is not a function'))],
    ['rejects with nothing', () => Promise.reject()],
    [
      'throws',
      () => {
        throw new Error('hunter2')
      },
    ],
  ])('fails for a moment where the sink %s, and says nothing of why', async (_, answer) => {
    const { results } = send(answer)
    await settle()

    expect(results).toEqual([transient('the sink failed')])
  })

  it.each(['resolve', 'reject'] as const)('stays late whatever the sink does then: %s', async (how) => {
    const answer = Promise.withResolvers<SendResult>()
    const { clock, results } = send(() => answer.promise)
    clock.advance(5_000)
    await settle()
    answer[how]({ ok: true })
    await settle()

    expect(results).toEqual([LATE])
  })

  it('is over at once where no time was left from the beginning', async () => {
    const { results } = send(() => new Promise(() => {}), AbortSignal.abort())
    await settle()

    expect(results).toEqual([LATE])
  })
})
