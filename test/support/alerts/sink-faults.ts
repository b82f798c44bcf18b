import type { SinkFault } from '../../../local/sinks/sink-fault.ts'

/** A way in which Slack and PagerDuty fail. */
interface SinkFaultCase {
  /** Letters alone: it may be a part of the name of a workflow. */
  readonly name: string
  readonly fault: SinkFault
  /** How long the message waits then, seconds; null for one that is refused for ever. */
  readonly waitSeconds: number | null
  /** How the fault is told. */
  readonly detail: string
}

/**
 * Every way in which Slack and PagerDuty fail but by no answer, {@link HANGS}. As many requests fail as one attempt makes:
 * a chat that refuses blocks is asked again without.
 *
 * @param now - ms since 1970
 */
export const sinkFaults = (on: SinkFault['on'], now: number): readonly SinkFaultCase[] => {
  const answers = (status: number, said: { readonly retryAfter?: string; readonly body?: string } = {}): SinkFault => ({
    on,
    kind: 'status',
    status,
    ...said,
  })
  const asks = (retryAfter: string): SinkFault => answers(429, { retryAfter })
  const inTwoMinutes = new Date(now + 120_000).toUTCString()
  return [
    { name: 'seconds', fault: asks('30'), waitSeconds: 30, detail: 'answered 429' },
    { name: 'date', fault: asks(inTwoMinutes), waitSeconds: 120, detail: 'answered 429' },
    { name: 'garbage', fault: asks('soon'), waitSeconds: 60, detail: 'answered 429' },
    { name: 'server', fault: answers(500), waitSeconds: 60, detail: 'answered 500' },
    { name: 'broken', fault: { on, kind: 'break' }, waitSeconds: 60, detail: 'no whole answer (ECONNRESET)' },
    {
      name: 'other',
      fault: answers(200, { body: 'not ok' }),
      waitSeconds: null,
      detail: 'answered 200, not as promised',
    },
    {
      name: 'blocks',
      fault: { ...answers(400, { body: 'invalid_blocks' }), times: 2 },
      waitSeconds: null,
      detail: 'answered 400',
    },
    { name: 'unknown', fault: answers(404, { body: 'no_service' }), waitSeconds: null, detail: 'answered 404' },
    { name: 'gone', fault: answers(410, { body: 'channel_is_archived' }), waitSeconds: null, detail: 'answered 410' },
  ]
}
