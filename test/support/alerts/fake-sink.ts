import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import type { SendResult, Sink } from '../../../lib/alerts/notification/sink.ts'

/** What a sink does with what it is sent; lost answers are of messages that it took. */
export type SinkMode = 'works' | 'fails' | 'refuses' | 'hangs' | 'loses answers'

interface TakenMessage {
  readonly at: number
  readonly message: Notification | Digest
}

export interface FakeSink extends Sink {
  mode: SinkMode
  /** What it asks to wait when it fails, ms. */
  retryAfterMs: number | null
  /** What it took. */
  readonly taken: TakenMessage[]
  /** When it was tried. */
  readonly triedAt: number[]
}

/** A sink that keeps what it takes. */
export const createFakeSink = (
  now: () => number,
  { takesRecovered = true, takesDigests = true }: Partial<Pick<Sink, 'takesRecovered' | 'takesDigests'>> = {},
): FakeSink => {
  const sink: FakeSink = {
    takesRecovered,
    takesDigests,
    mode: 'works',
    retryAfterMs: null,
    taken: [],
    triedAt: [],
    send: async (message, signal) => {
      sink.triedAt.push(now())
      if (sink.mode === 'works' || sink.mode === 'loses answers') sink.taken.push({ at: now(), message })
      if (sink.mode === 'hangs' && !signal.aborted) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      }
      return resultOf(sink)
    },
  }
  return sink
}

const resultOf = ({ mode, retryAfterMs }: FakeSink): SendResult => {
  if (mode === 'works') return { ok: true }
  if (mode === 'refuses') return { ok: false, isTransient: false, detail: 'refused' }
  return { ok: false, isTransient: true, retryAfterMs, detail: mode }
}
